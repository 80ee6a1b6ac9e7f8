import Foresight
import Forms
import Lab
import Network

/// The picture of what theory expects through the layers of networks, a line for each initialisation.
package enum ForecastChart {
  /// What is drawn of the layers.
  package enum Measure: String, CaseIterable, Sendable {
    /// The mean lengths over the input's.
    case length
    /// How alike two inputs are that were half alike.
    case correlation
    /// The squared norms of the gradients of products' weights over the last's.
    case gradient
  }

  /// The picture of forecasts; nil where theory knows the measure of none.
  ///
  /// - Throws: `ArchitectureError` where a network cannot be built.
  package static func chart(
    _ measure: Measure, _ file: String, _ title: String, _ forecasts: [Forecast]
  ) throws -> Chart? {
    let all = try forecasts.map { forecast in
      let line = ChartLine(forecast.initialization.name, forecast.architecture, forecast.initialization)
      return (line: line, lengths: try forecast.lengths, signals: forecast.signals)
    }
    let isResidual = all.contains { $0.lengths.hasModules }
    let rows = all.flatMap { line, lengths, signals in
      switch measure {
      case .length:
        Self.rows("theory", line, lengths.means ?? lengths.wideMeans)
          + Self.rows("bound", line, lengths.upperBounds)
      case .correlation: Self.rows("theory", line, signals.hiddenCorrelations, least: -1)
      case .gradient: Self.rows("theory", line, signals.layers.compactMap(\.gradient))
      }
    }
    guard !rows.isEmpty else { return nil }
    let drawn = Set(rows.compactMap { $0["line"] })
    let others = all.map(\.line.name).filter { !drawn.contains(.text($0)) }
    let lines = ChartLines(
      title: "initialisation", lines: all.map(\.line).filter { !others.contains($0.name) })
    return Chart(
      file: file, title: title,
      subtitle: caption(measure, forecasts, all.map(\.lengths))
        + (others.isEmpty ? "" : "; 0, or unknown to theory: \(others.joined(separator: ", "))"),
      rows: rows, layers: layers(measure, lines, rows, isResidual), choosing: lines.parameter)
  }

  /// What the lines are, and where they end.
  private static func caption(
    _ measure: Measure, _ forecasts: [Forecast], _ lengths: [LengthPrediction]
  ) -> String {
    switch measure {
    case .length:
      let isWide = lengths.contains { $0.means == nil && $0.wideMeans != nil }
      let isFirstOrder = lengths.contains { $0.uncertainties != nil }
      let isBounded = lengths.contains { $0.upperBounds != nil }
      let ends = forecasts.compactMap { $0.meanFactor ?? $0.wideFactor }.filter { $0 > 0 && $0.isFinite }
      return
        "lines: \(isWide ? "the limit of great width" : isFirstOrder ? "the first order in 1/width" : "theory, exact")"
        + (isBounded ? "; dotted: a proven bound" : "")
        + (range(ends).map { "; at the end \($0) times the input's length" } ?? "")
    case .correlation:
      let ends = range(forecasts.compactMap(\.signals.hiddenCorrelations.last))
      return "two inputs of correlation \(short(Forecast.apart, digits: 2)) in the limit of great width"
        + (ends.map { "; at the end \($0)" } ?? "")
    case .gradient:
      let starts = forecasts.compactMap { $0.signals.layers.lazy.compactMap(\.gradient).first }
      return "over the last product's, in the limit of great width"
        + (range(starts).map { "; of the first \($0)" } ?? "")
    }
  }

  private static func range(_ numbers: [Double]) -> String? {
    numbers.min().flatMap { least in
      numbers.max().map { least == $0 ? short(least) : "from \(short(least)) to \(short($0))" }
    }
  }

  /// - Parameter least: Below which numbers have no place, as zero has none on a scale of equal ratios.
  private static func rows(
    _ part: String, _ line: ChartLine, _ numbers: [Double]?, least: Double = .leastNormalMagnitude
  ) -> [VegaLite.Row] {
    (numbers ?? []).enumerated().compactMap { place, number in
      guard number.isFinite, number >= least else { return nil }
      return line.row.merging(["part": .text(part), "x": .integer(place + 1), "y": .number(number)]) { $1 }
    }
  }

  private static func layers(
    _ measure: Measure, _ lines: ChartLines, _ rows: [VegaLite.Row], _ isResidual: Bool
  ) -> [VegaLite.Layer] {
    let places = ChartPlaces(
      rows.compactMap { $0["x"]?.number }.map { (line: "", x: .number($0)) }, isEven: true)
    var y = VegaLite.Channel.number("y", measure.title)
    if measure != .correlation {
      y.scale = VegaLite.Scale(type: "log")
      y.axis = ChartScale.upwards(rows.compactMap { $0["y"]?.number })
    }
    let xTitle = measure == .gradient ? "layer with weights" : isResidual ? "modules" : "layer"
    let marks = VegaLite.Encoding(
      x: places.channel("x", xTitle), y: y, color: lines.color,
      opacity: lines.opacity(1))
    var points = marks
    points.shape = lines.shape
    points.tooltip = [
      .name("line", lines.title), .number("x", "layer"), .number("y", measure.title, format: ".3~g"),
    ]
    return [
      VegaLite.Layer("bound", VegaLite.Mark(type: .line, strokeWidth: 1, strokeDash: [1, 3]), marks),
      VegaLite.Layer("theory", VegaLite.Mark(type: .line, strokeWidth: 1.5), marks),
      VegaLite.Layer("theory", VegaLite.Mark(type: .point, filled: true, size: 30), points),
    ]
  }
}

extension ForecastChart.Measure {
  /// What stands along the axis upwards.
  fileprivate var title: String {
    switch self {
    case .length: "expected mean length M / M₀"
    case .correlation: "correlation of two inputs"
    case .gradient: "squared gradient over the last's"
    }
  }
}
