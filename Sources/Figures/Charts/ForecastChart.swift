import Foresight
import Forms
import Lab
import Network

/// The picture of what theory expects of mean lengths through the layers, a line for each initialisation.
package enum ForecastChart {
  /// The picture of forecasts; nil where theory knows no length of any.
  ///
  /// - Throws: `ArchitectureError` where a network cannot be built.
  package static func chart(_ file: String, _ title: String, _ forecasts: [Forecast]) throws -> Chart? {
    let all = try forecasts.map {
      (
        line: ChartLine($0.initialization.name, $0.architecture, $0.initialization), lengths: try $0.lengths
      )
    }
    let isResidual = all.contains { $0.lengths.hasModules }
    let rows = all.flatMap { line, lengths in
      Self.rows("theory", line, lengths.means ?? lengths.wideMeans)
        + Self.rows("bound", line, lengths.upperBounds)
    }
    guard !rows.isEmpty else { return nil }
    let drawn = Set(rows.compactMap { $0["line"] })
    let others = all.map(\.line.name).filter { !drawn.contains(.text($0)) }
    let lines = ChartLines(
      title: "initialisation", lines: all.map(\.line).filter { !others.contains($0.name) })
    return Chart(
      file: file, title: title, subtitle: caption(forecasts, all.map(\.lengths), without: others), rows: rows,
      layers: layers(lines, rows, isResidual), choosing: lines.parameter)
  }

  /// What the lines are, and where they end.
  private static func caption(
    _ forecasts: [Forecast], _ lengths: [LengthPrediction], without others: [String]
  ) -> String {
    let isWide = lengths.contains { $0.wideMeans != nil }
    let isBounded = lengths.contains { $0.upperBounds != nil }
    let ends = forecasts.compactMap { $0.meanFactor ?? $0.wideFactor }.filter { $0 > 0 && $0.isFinite }
    let range = ends.min().flatMap { least in
      ends.max().map { least == $0 ? short(least) : "from \(short(least)) to \(short($0))" }
    }
    return (isWide ? "lines: the limit of great width" : "lines: theory, exact")
      + (isBounded ? "; dotted: a proven bound" : "")
      + (range.map { "; at the end \($0) times the input's length" } ?? "")
      + (others.isEmpty ? "" : "; 0, or unknown to theory: \(others.joined(separator: ", "))")
  }

  private static func rows(_ part: String, _ line: ChartLine, _ lengths: [Double]?) -> [VegaLite.Row] {
    (lengths ?? []).enumerated().compactMap { place, length in
      // Zero has no place on a scale of equal ratios.
      guard length.isFinite, length > 0 else { return nil }
      return line.row.merging(["part": .text(part), "x": .integer(place + 1), "y": .number(length)]) { $1 }
    }
  }

  private static func layers(
    _ lines: ChartLines, _ rows: [VegaLite.Row], _ isResidual: Bool
  ) -> [VegaLite.Layer] {
    let places = ChartPlaces(
      rows.compactMap { $0["x"]?.number }.map { (line: "", x: .number($0)) }, isEven: true)
    var y = VegaLite.Channel.number("y", "expected mean length M / M₀")
    y.scale = VegaLite.Scale(type: "log")
    y.axis = ChartScale.upwards(rows.compactMap { $0["y"]?.number })
    let marks = VegaLite.Encoding(
      x: places.channel("x", isResidual ? "modules" : "layer"), y: y, color: lines.color,
      opacity: lines.opacity(1))
    var points = marks
    points.shape = lines.shape
    points.tooltip = [
      .name("line", lines.title), .number("x", "layer"), .number("y", "M / M₀", format: ".3~g"),
    ]
    return [
      VegaLite.Layer("bound", VegaLite.Mark(type: .line, strokeWidth: 1, strokeDash: [1, 3]), marks),
      VegaLite.Layer("theory", VegaLite.Mark(type: .line, strokeWidth: 1.5), marks),
      VegaLite.Layer("theory", VegaLite.Mark(type: .point, filled: true, size: 30), points),
    ]
  }
}
