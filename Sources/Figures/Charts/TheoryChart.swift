import Lab

/// The picture of a measured quantity with theory beside it: points with error bars, and dashed lines.
package struct TheoryChart {
  private let xTitle: String
  private let yTitle: String
  private let lineTitle: String
  private let theory: String
  private let bound: String?
  private let isLogarithmic: Bool

  /// A chart of a quantity over another.
  ///
  /// - Parameters:
  ///   - xTitle: What stands from left to right.
  ///   - yTitle: What stands upwards.
  ///   - lineTitle: What the lines are.
  ///   - theory: What the dashed lines are.
  ///   - bound: What the dotted lines are, if there are any.
  ///   - isLogarithmic: Whether the quantity stands on a scale of equal ratios.
  package init(
    xTitle: String, yTitle: String, lineTitle: String, theory: String, bound: String? = nil,
    isLogarithmic: Bool = true
  ) {
    (self.xTitle, self.yTitle, self.lineTitle) = (xTitle, yTitle, lineTitle)
    (self.theory, self.bound, self.isLogarithmic) = (theory, bound, isLogarithmic)
  }

  /// A measured point and what theory says of it.
  package struct Point {
    let line: ChartLine
    let x: Double
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
      line: ChartLine, x: Double, mean: Double, error: Double, networks: Int, expected: Double?,
      bound: Double? = nil
    ) {
      (self.line, self.x, self.mean, self.error) = (line, x, mean, error)
      (self.networks, self.expected, self.bound) = (networks, expected, bound)
    }
  }

  /// The picture of points.
  package func chart(_ file: String, _ title: String, _ points: [Point]) -> Chart {
    let lines = ChartLines(title: lineTitle, lines: points.map(\.line))
    let places = ChartPlaces(points.map { ($0.line.name, $0.x) }, spread: 0.35)
    let dotted = bound.map { "; dotted: \($0)" } ?? ""
    return Chart(
      file: file, title: title, subtitle: "points: measured, ± 2 standard errors; dashed: \(theory)\(dotted)",
      rows: points.flatMap { rows($0, places) }, layers: layers(lines, places),
      choosing: lines.parameter)
  }

  private func rows(_ point: Point, _ places: ChartPlaces) -> [VegaLite.Row] {
    let base: VegaLite.Row = [
      "x": .number(point.x), "place": .number(point.x), "line": .text(point.line.name),
    ]
    func row(_ part: String, _ fields: VegaLite.Row) -> VegaLite.Row {
      base.merging(fields) { $1 }.merging(["part": .text(part)]) { $1 }
    }
    var rows: [VegaLite.Row] = []
    // Zero has no place on a scale of equal ratios.
    func fits(_ value: Double) -> Bool { value.isFinite && (!isLogarithmic || value > 0) }
    if let expected = point.expected, fits(expected) { rows.append(row("theory", ["y": .number(expected)])) }
    if let bound = point.bound, fits(bound) { rows.append(row("bound", ["y": .number(bound)])) }
    guard fits(point.mean) else { return rows }
    // Of one number alone there is no error, and no bar.
    let error = point.error.isFinite ? point.error : 0
    let low = point.mean - 2 * error
    var measured: VegaLite.Row = [
      "place": places.place(point.line.name, point.x), "y": .number(point.mean),
      "networks": .integer(point.networks), "expected": .null,
      // A bar that would reach zero goes down to a hundredth of the mean.
      "low": .number(fits(low) ? low : point.mean / 100), "high": .number(point.mean + 2 * error),
      "error": .number(point.error),
    ]
    if let expected = point.expected { measured["expected"] = .number(expected) }
    return rows + [row("measured", measured)]
  }

  private func layers(_ lines: ChartLines, _ places: ChartPlaces) -> [VegaLite.Layer] {
    func marks(_ field: String, _ opacity: Double) -> VegaLite.Encoding {
      var y = VegaLite.Channel.number(field, yTitle)
      y.scale = isLogarithmic ? VegaLite.Scale(type: "log") : nil
      y.axis = isLogarithmic ? VegaLite.Axis(format: ".0e", tickCount: 6) : nil
      return VegaLite.Encoding(
        x: places.channel("place", xTitle), y: y, color: lines.color, opacity: lines.opacity(opacity))
    }
    var bars = marks("low", 0.8)
    bars.y2 = VegaLite.Channel(field: "high")
    var points = marks("y", 1)
    points.tooltip = [
      .name("line", lineTitle), .number("x", xTitle), .number("y", "measured", format: ".3~g"),
      .number("error", "standard error", format: ".2~g"), .number("expected", theory, format: ".3~g"),
      .number("networks"),
    ]
    return [
      VegaLite.Layer(
        "theory", VegaLite.Mark(type: .line, strokeWidth: 1.5, strokeDash: [6, 4]), marks("y", 0.9)),
      VegaLite.Layer(
        "bound", VegaLite.Mark(type: .line, strokeWidth: 1, strokeDash: [1, 3]), marks("y", 0.8)),
      VegaLite.Layer("measured", VegaLite.Mark(type: .rule, strokeWidth: 1.2), bars),
      VegaLite.Layer("measured", VegaLite.Mark(type: .point, filled: true, size: 45), points),
    ]
  }
}
