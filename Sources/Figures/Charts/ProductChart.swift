import Foundation
import Lab
import Theory

/// The picture of the law of ln ‖Ju‖² over networks, in standard deviations of the limit: what was counted as bars, the exact law
/// as a line, the limit dashed; a panel a setting.
package enum ProductChart {
  /// The picture of all settings.
  package static func chart(_ measured: Measured<ProductGroup>) -> Chart {
    let panels = measured.groups.map { group in
      zip(measured.headings, group.labels).map { "\($0) \($1)" }.joined(separator: ", ")
    }
    let name = measured.experiment.name
    guard panels.count <= ChartAxes.mostPanels else {
      return Chart(
        refused: name, title: measured.title,
        "\(panels.count) settings would be as many panels, and \(ChartAxes.mostPanels) can be read: vary fewer"
      )
    }
    return Chart(
      file: name, title: measured.title,
      subtitle: "bars: networks; line: the exact law of normal weights; dashed: the limit N(−β/2, β)",
      rows: zip(measured.groups, panels).flatMap(rows), layers: layers, panels: panels.count > 1 ? panels : []
    )
  }

  private static func rows(_ group: ProductGroup, _ panel: String) -> [VegaLite.Row] {
    let (width, half) = (LogSample.binWidth, LogSample.binCount / 2)
    let deviation = group.limit.variance.squareRoot()
    /// The exact law up to so many deviations.
    func exact(_ z: Double) -> Double { group.law.cumulative(group.limit.mean + z * deviation) }
    let counts = group.outcomes.reduce(into: [Int](repeating: 0, count: LogSample.binCount)) {
      sums, outcome in
      for (bin, count) in outcome.norm.bins.enumerated() { sums[bin] += count }
    }
    let networks = Double(max(1, counts.reduce(0, +)))
    // The outermost bins are open, and have no height.
    return counts.indices.dropFirst().dropLast().flatMap { bin -> [VegaLite.Row] in
      let low = Double(bin - half) * width
      let middle = low + width / 2
      return [
        [
          "part": .text("bar"), "low": .number(low), "high": .number(low + width),
          "density": .number(Double(counts[bin]) / networks / width), "zero": .integer(0),
          "networks": .integer(counts[bin]), "panel": .text(panel),
        ],
        [
          "part": .text("exact"), "x": .number(middle),
          "density": .number((exact(low + width) - exact(low)) / width), "panel": .text(panel),
        ],
        [
          "part": .text("limit"), "x": .number(middle),
          "density": .number(exp(-middle * middle / 2) / (2 * Double.pi).squareRoot()), "panel": .text(panel),
        ],
      ]
    }
  }

  private static var layers: [VegaLite.Layer] {
    let title = "(ln ‖Ju‖² + β/2) / √β"
    let density = VegaLite.Channel.number("density", "density")
    let line = VegaLite.Encoding(x: .number("x", title), y: density)
    return [
      VegaLite.Layer(
        "bar", VegaLite.Mark(type: .rect, opacity: 0.7, color: "#56b4e9"),
        VegaLite.Encoding(
          x: .number("low", title), x2: VegaLite.Channel(field: "high"), y: density,
          y2: VegaLite.Channel(field: "zero"),
          tooltip: [
            .number("low", "from", format: ".2f"), .number("high", "to", format: ".2f"), .number("networks"),
          ])),
      VegaLite.Layer("exact", VegaLite.Mark(type: .line, strokeWidth: 1.5, color: "#000000"), line),
      VegaLite.Layer(
        "limit", VegaLite.Mark(type: .line, strokeWidth: 2, strokeDash: [6, 4], color: "#d55e00"), line),
    ]
  }
}
