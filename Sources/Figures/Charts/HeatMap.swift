import Forms
import Foundation
import Lab

/// The picture of times to start over two numbers, such as depth and width, with lines of equal Σ 1/n.
struct HeatMap {
  let xTitle: String
  let yTitle: String
  /// The places of the two numbers among a group's points.
  let x: Int
  let y: Int

  /// The picture of groups whose points at both places are numbers; nil where they are not.
  func chart(_ file: String, _ title: String, _ groups: [StartGroup]) -> Chart? {
    let cells = groups.compactMap { group in
      group.points[x].number.flatMap { x in group.points[y].number.map { (x: x, y: $0, group: group) } }
    }
    guard !cells.isEmpty, cells.count == groups.count else { return nil }
    let (xs, ys) = (edges(cells.map(\.x)), edges(cells.map(\.y)))
    let means = groups.compactMap(\.summary.mean)
    let middle = ((means.min() ?? 1) * (means.max() ?? 1)).squareRoot()
    let rows = cells.map { cell in row(cell.group, xs[cell.x] ?? (0, 0), ys[cell.y] ?? (0, 0), middle) }
    return Chart(
      file: file, title: title,
      subtitle:
        "mean epoch of the start over the runs that started; △ none did, ✕ diverged; lines: equal Σ 1/n",
      rows: rows + contours(cells),
      layers: layers)
  }

  /// Where the cell of each number begins and ends: half-way to its neighbours.
  private func edges(_ numbers: [Double]) -> [Double: (low: Double, high: Double)] {
    let sorted = Set(numbers).sorted()
    let gap = zip(sorted.dropFirst(), sorted).map { $0 - $1 }.min() ?? 1
    var edges: [Double: (low: Double, high: Double)] = [:]
    for (place, number) in sorted.enumerated() {
      let low = place > 0 ? (sorted[place - 1] + number) / 2 : number - gap / 2
      let high = place + 1 < sorted.count ? (sorted[place + 1] + number) / 2 : number + gap / 2
      edges[number] = (low, high)
    }
    return edges
  }

  private func row(
    _ group: StartGroup, _ x: (low: Double, high: Double), _ y: (low: Double, high: Double), _ middle: Double
  ) -> VegaLite.Row {
    let summary = group.summary
    let mean = summary.mean.map { JSONValue.number($0) } ?? .null
    return [
      "part": .text("cell"), "x": .number(x.low), "x2": .number(x.high), "y": .number(y.low),
      "y2": .number(y.high),
      "x label": .text(group.labels[self.x]), "y label": .text(group.labels[self.y]), "mean": mean,
      "middle x": .number((x.low + x.high) / 2), "middle y": .number((y.low + y.high) / 2),
      "text": .text(
        summary.mean.map { decimals($0, $0 < 9.95 ? 1 : 0) } ?? (summary.diverged > 0 ? "✕" : "△")),
      // Cells without a mean are blank; late ones are dark.
      "isLight": .flag(summary.mean.map { $0 < middle } ?? true),
      "started": .integer(summary.epochs.count), "not started": .integer(summary.censored),
      "diverged": .integer(summary.diverged),
      "inverse widths": group.inverseWidths.map { .number($0) } ?? .null,
    ]
  }

  /// Lines of equal Σ 1/n: for each column, where between two cells the sum passes a level.
  private func contours(_ cells: [(x: Double, y: Double, group: StartGroup)]) -> [VegaLite.Row] {
    let sums = cells.compactMap { cell in cell.group.inverseWidths.map { (cell.x, cell.y, $0) } }
    guard sums.count == cells.count, let least = sums.map(\.2).min(), let most = sums.map(\.2).max() else {
      return []
    }
    let levels = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20].filter { least < $0 && $0 < most }
    return levels.flatMap { level -> [VegaLite.Row] in
      var rows = Set(sums.map(\.0)).sorted().flatMap { x -> [VegaLite.Row] in
        let column = sums.filter { $0.0 == x }.sorted { $0.1 < $1.1 }
        return zip(column, column.dropFirst()).compactMap { below, above in
          guard (below.2 - level) * (above.2 - level) <= 0, below.2 != above.2 else { return nil }
          // Σ 1/n falls as 1/width: between two widths its inverse is even.
          let share = (1 / level - 1 / below.2) / (1 / above.2 - 1 / below.2)
          return [
            "part": .text("contour"), "x": .number(x), "y": .number(below.1 + share * (above.1 - below.1)),
            "level": .text("Σ 1/n = \(level.formatted())"),
          ]
        }
      }
      // A line needs two columns.
      guard Set(rows.map { $0["x"] }).count > 1 else { return [] }
      if let last = rows.last { rows.append(last.merging(["part": .text("level")]) { $1 }) }
      return rows
    }
  }

  private var layers: [VegaLite.Layer] {
    func place(_ field: String, _ title: String) -> VegaLite.Channel {
      var channel = VegaLite.Channel.number(field, title)
      channel.scale = VegaLite.Scale(zero: false, nice: false)
      channel.axis = VegaLite.Axis(grid: false)
      return channel
    }
    var color = VegaLite.Channel.number("mean", "mean epoch")
    color.scale = VegaLite.Scale(type: "log", scheme: "viridis", reverse: true)
    let tooltip: [VegaLite.Channel] = [
      .name("x label", xTitle), .name("y label", yTitle), .number("mean", "mean epoch", format: ".1f"),
      .number("started"),
      .number("not started"), .number("diverged"), .number("inverse widths", "Σ 1/n", format: ".3~g"),
    ]
    let dark = VegaLite.Condition(test: "datum.isLight", value: .text("#222222"))
    return [
      // Colours stand for means alone, so that what has none needs a colour of its own.
      VegaLite.Layer(
        "cell", where: "datum.mean === null", VegaLite.Mark(type: .rect, color: "#cccccc"),
        VegaLite.Encoding(
          x: place("x", xTitle), x2: VegaLite.Channel(field: "x2"), y: place("y", yTitle),
          y2: VegaLite.Channel(field: "y2"), tooltip: tooltip)),
      VegaLite.Layer(
        "cell", where: "datum.mean !== null", VegaLite.Mark(type: .rect, opacity: 0.9),
        VegaLite.Encoding(
          x: place("x", xTitle), x2: VegaLite.Channel(field: "x2"), y: place("y", yTitle),
          y2: VegaLite.Channel(field: "y2"), color: color, tooltip: tooltip)),
      VegaLite.Layer(
        "cell", VegaLite.Mark(type: .text, fontSize: 10),
        VegaLite.Encoding(
          x: place("middle x", xTitle), y: place("middle y", yTitle),
          color: VegaLite.Channel(value: .text("white"), condition: dark), text: .name("text"))),
      VegaLite.Layer(
        "contour", VegaLite.Mark(type: .line, strokeWidth: 1.5, color: "#d55e00", clip: true),
        VegaLite.Encoding(
          x: place("x", xTitle), y: place("y", yTitle), detail: .name("level"),
          tooltip: [.name("level", "level")])),
      VegaLite.Layer(
        "level", VegaLite.Mark(type: .text, color: "#d55e00", fontSize: 11, dy: -8, align: "right"),
        VegaLite.Encoding(x: place("x", xTitle), y: place("y", yTitle), text: .name("level"))),
    ]
  }
}
