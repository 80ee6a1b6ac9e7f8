import Forms
import Lab
import Statistics
import Training

/// The picture of a signal over the layers of networks, as lines.
public struct SignalChart {
  private let signal: Signal
  private let lineTitle: String

  /// The picture of a signal; `lineTitle` says what the lines are.
  package init(_ signal: Signal, lineTitle: String) {
    self.signal = signal
    self.lineTitle = lineTitle
  }

  /// The picture of one setting, with a line for each moment, or for as many as can be told apart; nil where no layer has the
  /// signal.
  public static func overSteps(
    _ signal: Signal, of group: SignalGroup, file: String, title: String
  ) -> Chart? {
    let steps = distinct(group.rows.map(\.step))
    let shown = Set(evenly(steps.count, most: Palette.count).map { steps[$0] })
    let points = group.rows.filter { shown.contains($0.step) }
      .map { (line: ChartLine("\($0.step)", of: group.trial), row: $0) }
    return SignalChart(signal, lineTitle: "step").chart(file, title, points)
  }

  /// The picture of layers, each on its line; nil where there is nothing to show.
  package func chart(
    _ file: String, _ title: String, _ points: [(line: ChartLine, row: SignalGroup.Row)]
  ) -> Chart? {
    let rows = points.compactMap { line, row in row[signal].flatMap { self.row(line, row, $0) } }
    guard !rows.isEmpty else { return nil }
    let lines = ChartLines(title: lineTitle, lines: points.map(\.line))
    let shown = points.filter { $0.row[signal] != nil }
    let places = ChartPlaces(shown.map { ($0.line.name, .number(Double($0.row.place))) }, spread: 0)
    let isOfSeveral = points.contains { $0.row.runs > 1 }
    let values = rows.compactMap { $0["y"]?.number }
    let finding = values.min().flatMap { least in
      values.max().map { "\(signal.rawValue) from \(short(least)) to \(short($0))" }
    }
    return Chart(
      file: file, title: title,
      subtitle: [isOfSeveral ? "points: means over runs, bars: their 95 % intervals" : nil, finding]
        .compactMap(\.self).joined(separator: ". "),
      rows: rows, layers: layers(lines, places, ChartScale.upwards(Self.numbers(rows))),
      choosing: lines.parameter, panels: lines.panels)
  }

  private func row(_ line: ChartLine, _ row: SignalGroup.Row, _ mean: MeanEstimate) -> VegaLite.Row? {
    // Zero has no place on a scale of equal ratios.
    func fits(_ value: Double) -> Bool { value.isFinite && (!signal.isRatio || value > 0) }
    guard fits(mean.mean) else { return nil }
    let interval = mean.interval() ?? mean.mean...mean.mean
    let low = interval.lowerBound
    let own: VegaLite.Row = [
      "part": .text("measured"), "x": .integer(row.place), "layer": .text(row.layer),
      "y": .number(mean.mean), "low": .number(fits(low) ? low : mean.mean / 100),
      "high": .number(interval.upperBound), "runs": .integer(mean.count),
    ]
    return line.row.merging(own) { $1 }
  }

  private static func numbers(_ rows: [VegaLite.Row]) -> [Double] {
    rows.flatMap { row in ["y", "low", "high"].compactMap { row[$0]?.number } }
  }

  /// - Parameter axis: The axis upwards on a scale of equal ratios.
  private func layers(_ lines: ChartLines, _ places: ChartPlaces, _ axis: VegaLite.Axis) -> [VegaLite.Layer] {
    func marks(_ field: String, _ opacity: Double) -> VegaLite.Encoding {
      var y = VegaLite.Channel.number(field, signal.rawValue)
      y.scale = VegaLite.Scale(
        type: signal.isRatio ? "log" : nil, zero: signal.isShare, nice: signal.isRatio ? true : nil)
      y.axis = signal.isRatio ? axis : nil
      return VegaLite.Encoding(
        x: places.channel("x", "layer"), y: y, color: lines.color, opacity: lines.opacity(opacity))
    }
    var bars = marks("low", 0.8)
    bars.y2 = VegaLite.Channel(field: "high")
    var points = marks("y", 1)
    points.shape = lines.shape
    points.tooltip = [
      .name("line", lineTitle), .name("layer"), .number("y", signal.rawValue, format: ".3~g"),
      .number("runs"),
    ]
    return [
      VegaLite.Layer("measured", VegaLite.Mark(type: .line, strokeWidth: 1.5), marks("y", 0.9)),
      VegaLite.Layer("measured", VegaLite.Mark(type: .rule, strokeWidth: 1.2), bars),
      VegaLite.Layer("measured", VegaLite.Mark(type: .point, filled: true, size: 30), points),
    ]
  }
}
