import Forms
import Lab
import Statistics

/// The picture of times to start as survival data: the median or restricted mean of all runs with its interval, the runs faint
/// behind it, and above the last epoch how many started where not all did.
package struct StartChart {
  /// Where a group stands from left to right.
  let x: (StartGroup) -> ChartPlace?
  /// What stands from left to right.
  let xTitle: String
  /// Which line a group belongs to.
  let line: (StartGroup) -> ChartLine
  /// What the lines are.
  let lineTitle: String
  /// What stands for a group's runs.
  let statistic: StartStatistic
  /// Whether numbers stand on an even scale even where they would lie in a heap.
  let isEven: Bool
  /// How many runs each setting has.
  let runs: Int

  /// The most runs of a setting that are drawn one by one; of more, quantiles stand for them.
  static let mostRuns = 12
  private static let shares = [0.1, 0.25, 0.75, 0.9]

  /// The picture of groups.
  package func chart(_ file: String, _ title: String, _ groups: [StartGroup]) -> Chart {
    let lines = ChartLines(title: lineTitle, lines: groups.map(line))
    let size = Chart.size(panels: lines.panels.count)
    let places = ChartPlaces(
      groups.compactMap { group in x(group).map { (line(group).name, $0) } }, isEven: isEven,
      width: size.width)
    let strip = StartStrip(
      lines: distinct(groups.filter { !isWhole($0) }.map { line($0).name }),
      texts: groups.filter { !isWhole($0) }.map(\.summary.share), room: Double(size.width) / places.count,
      limit: groups.map(\.summary.epochLimit).max() ?? 1, height: Double(size.height))
    return Chart(
      file: file, title: title, subtitle: caption(groups),
      rows: groups.flatMap { rows($0, places, strip) } + (groups.isEmpty ? [] : limits(strip, lines.panels)),
      layers: StartLayers(self, lines, places, strip).layers, choosing: lines.parameter, panels: lines.panels,
      height: Chart.height + Int(strip.height * Double(Chart.height) / Double(size.height)))
  }

  /// Whether all runs of the setting are known and started.
  private func isWhole(_ group: StartGroup) -> Bool {
    group.summary.epochs.count == max(runs, group.outcomes.count)
  }

  private func showsRuns(_ group: StartGroup) -> Bool { group.outcomes.count <= Self.mostRuns }

  /// What the marks are, and when how many started.
  private func caption(_ groups: [StartGroup]) -> String {
    let faint =
      groups.allSatisfy(showsRuns)
      ? "dots: runs" : "dashes: a tenth, a quarter, three quarters, nine tenths started"
    let least = statistic == .median ? ", from \(KaplanMeier.leastRunsForMedianInterval) runs on" : ""
    return
      "line: \(statistic.title) of all runs, bars: its 95 % interval\(least); \(faint); hollow: not all \(runs) runs "
      + "started, above how many of how many (✕: diverged). " + groups.finding(statistic)
  }

  private func rows(_ group: StartGroup, _ places: ChartPlaces, _ strip: StartStrip) -> [VegaLite.Row] {
    guard let x = x(group) else { return [] }
    let line = line(group)
    let (estimate, summary) = (StartEstimate(group, statistic), group.summary)
    let base = line.row.merging(["x": x.json, "place": places.place(line.name, x)]) { $1 }
    func row(_ part: String, _ fields: VegaLite.Row) -> VegaLite.Row {
      base.merging(fields) { $1 }.merging(["part": .text(part)]) { $1 }
    }
    let counts: VegaLite.Row = [
      "started": .integer(summary.epochs.count), "not started": .integer(summary.censored),
      "diverged": .integer(summary.diverged), "isWhole": .flag(isWhole(group)),
    ]
    var middle = counts
    middle["epoch"] = estimate.epoch.map { .number($0) } ?? .null
    var rows = behind(group).map { row($0.part, ["epoch": .number($0.epoch)]) }
    if let interval = estimate.interval, let low = interval.lower {
      // An end that never came lies beyond the last epoch.
      let ends: VegaLite.Row = [
        "low": .number(max(low, strip.lowest)), "high": .number(interval.upper ?? strip.limit),
      ]
      middle.merge(ends) { $1 }
      rows.append(row("interval", ends))
    }
    rows.append(row("middle", middle))
    if !isWhole(group) {
      let share: VegaLite.Row = [
        "count": .text(summary.share), "lane": .number(strip.lane(line.name)), "place": x.json,
      ]
      rows.append(row("share", counts.merging(share) { $1 }))
    }
    return rows
  }

  /// The line below the counts, in each panel.
  private func limits(_ strip: StartStrip, _ panels: [String]) -> [VegaLite.Row] {
    let row: VegaLite.Row = ["part": .text("limit"), "limit": .number(strip.limit)]
    return panels.isEmpty ? [row] : panels.map { row.merging(["panel": .text($0)]) { $1 } }
  }

  /// The runs that started, or where these are many the epochs by which certain shares of all had.
  private func behind(_ group: StartGroup) -> [(part: String, epoch: Double)] {
    if showsRuns(group) { return group.summary.epochs.map { ("run", Double($0)) } }
    guard let curve = KaplanMeier(group.observations) else { return [] }
    return Self.shares.compactMap { share in
      curve.steps.first { $0.survival <= 1 - share + 1e-12 }.map { ("quantile", $0.time) }
    }
  }
}

extension StartSummary {
  /// How many of how many started, and how many diverged.
  var share: String {
    let all = epochs.count + censored + diverged
    return "\(epochs.count)/\(all)" + (diverged > 0 ? " ✕\(diverged)" : "")
  }
}
