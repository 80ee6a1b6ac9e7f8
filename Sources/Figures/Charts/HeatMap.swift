import Forms
import Foundation
import Lab

/// The picture of times to start over two axes, such as depth and width, with lines of equal Σ 1/n where both are of numbers.
struct HeatMap {
  let xTitle: String
  let yTitle: String
  /// The places of the two axes among a group's points.
  let x: Int
  let y: Int
  /// What stands for a cell's runs.
  let statistic: StartStatistic
  /// The colours, the same in all pictures that are compared.
  private let ramp: ColorRamp
  private let columns: CellEdges
  private let rows: CellEdges

  /// The pictures of groups, all of which have the same colours and places.
  init(xTitle: String, yTitle: String, x: Int, y: Int, statistic: StartStatistic, groups: [StartGroup]) {
    (self.xTitle, self.yTitle, self.x, self.y, self.statistic) = (xTitle, yTitle, x, y, statistic)
    ramp = ColorRamp(groups.compactMap { StartEstimate($0, statistic).epoch })
    columns = CellEdges(groups.map { $0.points[x] }, along: Chart.width)
    rows = CellEdges(groups.map { $0.points[y] })
  }

  /// The picture of some of the groups.
  func chart(_ file: String, _ title: String, _ groups: [StartGroup]) -> Chart {
    let contours = Contours(
      groups.compactMap(contourCell), count: groups.count, right: columns.end, top: rows.end)
    return Chart(
      file: file, title: title, subtitle: caption(groups, hasContours: !contours.rows.isEmpty),
      rows: groups.map(row) + contours.rows,
      layers: HeatMapLayers(self, ramp: ramp, columns: columns, rows: rows).layers)
  }

  private func caption(_ groups: [StartGroup], hasContours: Bool) -> String {
    "\(statistic.title) of the epoch of the start, all runs counted; below it how many of how many started, where not "
      + "all; > N: not by epoch N" + (hasContours ? "; lines: equal Σ 1/n" : "")
      + ". " + groups.finding(statistic)
  }

  private func contourCell(_ group: StartGroup) -> Contours.Cell? {
    guard !columns.areNames, !rows.areNames, let x = group.points[x].number, let y = group.points[y].number
    else {
      return nil
    }
    return group.inverseWidths.map { Contours.Cell(x: x, y: y, sum: $0) }
  }

  private func row(_ group: StartGroup) -> VegaLite.Row {
    let (summary, epoch) = (group.summary, StartEstimate(group, statistic).epoch)
    let isWhole = summary.epochs.count == group.outcomes.count
    let unreached = summary.diverged == group.outcomes.count ? "✕" : "> \(summary.epochLimit)"
    let row: VegaLite.Row = [
      "part": .text("cell"), "x label": .text(group.labels[x]), "y label": .text(group.labels[y]),
      "epoch": epoch.map { .number($0) } ?? .null,
      "text": .text(epoch.map(StartEstimate.text) ?? unreached),
      "share": .text(isWhole ? "" : summary.share), "isWhole": .flag(isWhole),
      // What has no number is grey, on which dark text is read.
      "isLight": .flag(epoch.map { HeatMapLayers.takesDarkText(ramp.color($0)) } ?? true),
      "started": .integer(summary.epochs.count), "not started": .integer(summary.censored),
      "diverged": .integer(summary.diverged),
      "inverse widths": group.inverseWidths.map { .number($0) } ?? .null,
    ]
    return row.merging(columns.row(group.points[x], "x")) { $1 }.merging(rows.row(group.points[y], "y")) {
      $1
    }
  }
}
