import Lab

/// The picture of times to start: the mean of the runs that started, each run faint behind it, and at the top what did not
/// start.
package struct StartChart {
  /// Where a group stands from left to right.
  package let x: (StartGroup) -> Double?
  /// What stands from left to right.
  package let xTitle: String
  /// Which line a group belongs to.
  package let line: (StartGroup) -> ChartLine
  /// What the lines are.
  package let lineTitle: String

  /// A lying cross, which Vega has not.
  private static let cross = "M-.7,-.7L.7,.7M.7,-.7L-.7,.7"

  /// The picture of groups.
  package func chart(_ file: String, _ title: String, _ groups: [StartGroup]) -> Chart {
    let lines = ChartLines(title: lineTitle, lines: groups.map(line))
    let places = ChartPlaces(groups.compactMap { group in x(group).map { (line(group).name, $0) } })
    return Chart(
      file: file, title: title,
      subtitle: "mean ± deviation of the runs that started (○ not all did); △ not started, ✕ diverged",
      rows: groups.flatMap { rows($0, places) },
      layers: layers(lines, places, limit: groups.map(\.summary.epochLimit).max() ?? 1),
      choosing: lines.parameter)
  }

  private func rows(_ group: StartGroup, _ places: ChartPlaces) -> [VegaLite.Row] {
    guard let x = x(group) else { return [] }
    let summary = group.summary
    let line = line(group).name
    let base: VegaLite.Row = ["x": .number(x), "place": places.place(line, x), "line": .text(line)]
    let limit = Double(summary.epochLimit)
    let runs = group.outcomes.map { outcome in
      switch outcome.start {
      case .started(let epoch): row(base, "run", ["epoch": .integer(epoch)])
      case .censored(let epoch): row(base, "censored", ["epoch": .integer(epoch)])
      // Above all else, so that a mark says which of the two it was.
      case .diverged(let step):
        row(base, "diverged", ["epoch": .number(limit * 1.2), "step": .integer(step)])
      }
    }
    let counts: VegaLite.Row = [
      "started": .integer(summary.epochs.count), "not started": .integer(summary.censored),
      "diverged": .integer(summary.diverged), "isWhole": .flag(summary.epochs.count == group.outcomes.count),
    ]
    let deviation = summary.deviation ?? 0
    let mean = summary.mean.map { mean -> VegaLite.Row in
      [
        "mean": .number(mean), "deviation": .number(deviation), "low": .number(max(mean - deviation, 1)),
        "high": .number(mean + deviation),
      ]
    }
    return runs + [row(base, "mean", counts.merging(mean ?? ["mean": .null]) { $1 })]
  }

  private func row(_ base: VegaLite.Row, _ part: String, _ fields: VegaLite.Row) -> VegaLite.Row {
    base.merging(fields) { $1 }.merging(["part": .text(part)]) { $1 }
  }

  /// Epochs on a logarithmic axis, because most runs start long before the limit where some never do.
  private func layers(_ lines: ChartLines, _ places: ChartPlaces, limit: Int) -> [VegaLite.Layer] {
    let x = places.channel("place", xTitle)
    let ticks =
      limit < 10 ? Array(1...limit) : [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].filter { $0 <= limit }
    func y(_ field: String) -> VegaLite.Channel {
      var channel = VegaLite.Channel.number(field, "epochs to start")
      channel.scale = VegaLite.Scale(
        type: "log", domain: [.number(0.85), .number(1.4 * Double(limit))], nice: false)
      channel.axis = VegaLite.Axis(format: "d", values: ticks.map { .integer($0) })
      return channel
    }
    func marks(_ y: VegaLite.Channel, _ opacity: Double, _ tooltip: [VegaLite.Channel] = [])
      -> VegaLite.Encoding
    {
      VegaLite.Encoding(
        x: x, y: y, color: lines.color, opacity: lines.opacity(opacity),
        tooltip: tooltip.isEmpty ? nil : tooltip)
    }
    var bars = marks(y("low"), 0.7)
    bars.y2 = VegaLite.Channel(field: "high")
    let setting = [VegaLite.Channel.name("line", lineTitle), .number("x", xTitle)]
    let whole =
      setting + [
        .number("mean", "mean epoch", format: ".1f"), .number("deviation", "± deviation", format: ".1f"),
        .number("started"), .number("not started"), .number("diverged"),
      ]
    return [
      VegaLite.Layer(
        "run", VegaLite.Mark(type: .point, filled: true, size: 18), marks(y("epoch"), 0.25)),
      VegaLite.Layer(
        "censored", VegaLite.Mark(type: .point, filled: false, size: 60, shape: "triangle-up"),
        marks(y("epoch"), 0.8, setting + [.number("epoch", "not started by epoch")])),
      VegaLite.Layer(
        "diverged", VegaLite.Mark(type: .point, filled: false, size: 50, shape: Self.cross),
        marks(y("epoch"), 0.8, setting + [.number("step", "diverged at step")])),
      VegaLite.Layer("mean", VegaLite.Mark(type: .rule, strokeWidth: 1), bars),
      VegaLite.Layer("mean", VegaLite.Mark(type: .line, strokeWidth: 2), marks(y("mean"), 1)),
      VegaLite.Layer(
        "mean", where: "datum.isWhole", VegaLite.Mark(type: .point, filled: true, size: 55),
        marks(y("mean"), 1, whole)),
      VegaLite.Layer(
        "mean", where: "!datum.isWhole", VegaLite.Mark(type: .point, filled: false, size: 55),
        marks(y("mean"), 1, whole)),
    ]
  }
}
