import Forms
import Lab
import Statistics

/// The picture of a measured quantity with theory beside it: points with error bars, and dashed lines.
package struct TheoryChart {
  private let xTitle: String
  private let yTitle: String
  private let lineTitle: String
  private let theory: String?
  private let bound: String?
  private let isLogarithmic: Bool?
  private let isEven: Bool

  /// A chart of a quantity over another.
  ///
  /// - Parameters:
  ///   - xTitle: What stands from left to right.
  ///   - yTitle: What stands upwards.
  ///   - lineTitle: What the lines are.
  ///   - theory: What the dashed lines are, if there are any.
  ///   - bound: What the dotted lines are, if there are any.
  ///   - isLogarithmic: Whether the quantity stands on a scale of equal ratios; nil for where it spans a factor of a hundred.
  ///   - isEven: Whether what stands from left to right does so on an even scale even where it would lie in a heap.
  package init(
    xTitle: String, yTitle: String, lineTitle: String, theory: String?, bound: String? = nil,
    isLogarithmic: Bool? = true, isEven: Bool = false
  ) {
    (self.xTitle, self.yTitle, self.lineTitle) = (xTitle, yTitle, lineTitle)
    (self.theory, self.bound, self.isLogarithmic, self.isEven) = (theory, bound, isLogarithmic, isEven)
  }

  /// A measured point and what theory says of it.
  package struct Point {
    let line: ChartLine
    let x: ChartPlace
    let mean: Double
    let error: Double
    let networks: Int
    let expected: Double?
    let bound: Double?

    /// A point of a line.
    ///
    /// - Parameters:
    ///   - error: The standard error of the mean.
    ///   - networks: How many the mean is over.
    ///   - expected: What theory says, where it says anything.
    ///   - bound: What the mean cannot be above, where theory knows such a number.
    package init(
      line: ChartLine, x: ChartPlace, mean: Double, error: Double, networks: Int, expected: Double?,
      bound: Double? = nil
    ) {
      (self.line, self.x, self.mean, self.error) = (line, x, mean, error)
      (self.networks, self.expected, self.bound) = (networks, expected, bound)
    }

    /// The interval that holds the true mean, which must be finite, with probability 0.95; the mean alone where one number tells of no
    /// error.
    var interval: ClosedRange<Double> {
      guard networks > 1, error.isFinite, mean.isFinite else { return mean...mean }
      let half = error * StudentT(degreesOfFreedom: Double(networks - 1)).halfWidth(level: 0.95)
      return half.isFinite && half >= 0 ? mean - half...mean + half : mean...mean
    }
  }

  /// The picture of points.
  package func chart(_ file: String, _ title: String, _ points: [Point]) -> Chart {
    let lines = ChartLines(title: lineTitle, lines: points.map(\.line))
    let places = ChartPlaces(
      points.map { ($0.line.name, $0.x) }, spread: 0.35, isEven: isEven,
      width: Chart.size(panels: lines.panels.count).width)
    let isLogarithmic = isLogarithmic ?? Self.spansDecades(points)
    return Chart(
      file: file, title: title, subtitle: caption(points),
      rows: points.flatMap { rows($0, places, isLogarithmic) },
      layers: layers(lines, places, isLogarithmic ? Self.upwards(points) : nil),
      choosing: lines.parameter, panels: lines.panels)
  }

  /// What the marks are, and how measurement and theory compare.
  private func caption(_ points: [Point]) -> String {
    let strokes = (theory.map { "; dashed: \($0)" } ?? "") + (bound.map { "; dotted: \($0)" } ?? "")
    let told = points.filter { $0.mean.isFinite && $0.networks > 1 && $0.error.isFinite && $0.error > 0 }
    let compared = told.filter { $0.expected?.isFinite == true }
    let holding = compared.count { point in point.expected.map(point.interval.contains) ?? false }
    let bounded = points.filter { $0.mean.isFinite && $0.bound?.isFinite == true }
    let below = bounded.count { point in point.bound.map { point.interval.lowerBound <= $0 } ?? false }
    let finding =
      (compared.isEmpty ? "" : ". \(holding) of \(compared.count) intervals hold the dashed value")
      + (bounded.isEmpty ? "" : "; \(below) of \(bounded.count) reach down to the dotted one")
    return "points: means, bars: their 95 % intervals\(strokes)\(finding)"
  }

  /// The axis upwards of all that is shown on a scale of equal ratios.
  private static func upwards(_ points: [Point]) -> VegaLite.Axis {
    let numbers = points.filter(\.mean.isFinite).flatMap { point in
      let low = point.interval.lowerBound
      let known = [point.mean, point.interval.upperBound, point.expected, point.bound].compactMap(\.self)
      return known + [low > 0 ? low : point.mean / 100]
    }
    return ChartScale.upwards(numbers)
  }

  /// Whether all that is shown is above 0 and spans a factor of a hundred.
  private static func spansDecades(_ points: [Point]) -> Bool {
    let values = points.flatMap { [$0.mean, $0.expected].compactMap(\.self) }.filter(\.isFinite)
    guard let least = values.min(), let most = values.max() else { return false }
    return least > 0 && most / least >= 100
  }

  private func rows(_ point: Point, _ places: ChartPlaces, _ isLogarithmic: Bool) -> [VegaLite.Row] {
    let base = point.line.row.merging(["x": point.x.json, "place": point.x.json]) { $1 }
    func row(_ part: String, _ fields: VegaLite.Row) -> VegaLite.Row {
      base.merging(fields) { $1 }.merging(["part": .text(part)]) { $1 }
    }
    var rows: [VegaLite.Row] = []
    // Zero has no place on a scale of equal ratios.
    func fits(_ value: Double) -> Bool { value.isFinite && (!isLogarithmic || value > 0) }
    if let expected = point.expected, fits(expected) { rows.append(row("theory", ["y": .number(expected)])) }
    if let bound = point.bound, fits(bound) { rows.append(row("bound", ["y": .number(bound)])) }
    guard fits(point.mean) else { return rows }
    let interval = point.interval
    var measured: VegaLite.Row = [
      "place": places.place(point.line.name, point.x), "y": .number(point.mean),
      "networks": .integer(point.networks), "expected": .null,
      // A bar that would reach zero goes down to a hundredth of the mean.
      "low": .number(fits(interval.lowerBound) ? interval.lowerBound : point.mean / 100),
      "high": .number(interval.upperBound), "error": .number(point.error),
    ]
    if let expected = point.expected { measured["expected"] = .number(expected) }
    return rows + [row("measured", measured)]
  }

  /// - Parameter axis: The axis upwards on a scale of equal ratios; nil for an even one.
  private func layers(_ lines: ChartLines, _ places: ChartPlaces, _ axis: VegaLite.Axis?) -> [VegaLite.Layer]
  {
    func marks(_ field: String, _ opacity: Double) -> VegaLite.Encoding {
      var y = VegaLite.Channel.number(field, yTitle)
      y.scale = axis.map { _ in VegaLite.Scale(type: "log", nice: true) }
      y.axis = axis
      return VegaLite.Encoding(
        x: places.channel("place", xTitle), xOffset: places.offset, y: y, color: lines.color,
        opacity: lines.opacity(opacity))
    }
    var bars = marks("low", 0.8)
    bars.y2 = VegaLite.Channel(field: "high")
    var points = marks("y", 1)
    points.shape = lines.shape
    points.tooltip = [
      .name("line", lineTitle), places.told("x", xTitle), .number("y", "measured", format: ".3~g"),
      .number("error", "standard error", format: ".2~g"), .number("networks"),
    ]
    if let theory { points.tooltip?.insert(.number("expected", theory, format: ".3~g"), at: 4) }
    let dashed = VegaLite.Mark(type: .line, strokeWidth: 1.5, strokeDash: [6, 4])
    let dotted = VegaLite.Mark(type: .line, strokeWidth: 1, strokeDash: [1, 3])
    return [
      VegaLite.Layer("theory", places.joining(dashed), marks("y", 0.9)),
      VegaLite.Layer("bound", places.joining(dotted), marks("y", 0.8)),
      VegaLite.Layer("measured", VegaLite.Mark(type: .rule, strokeWidth: 1.2), bars),
      VegaLite.Layer("measured", VegaLite.Mark(type: .point, filled: true, size: 45), points),
    ]
  }
}
