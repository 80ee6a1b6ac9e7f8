import Foundation
import Lab

/// The picture of the law of ln M_d over networks: what was counted as bars, theory's normal law of the same mean and
/// variance as a dashed line.
package enum LawChart {
  /// The picture of a group; nil where nothing was counted.
  package static func chart(_ file: String, _ title: String, _ group: LengthGroup) -> Chart? {
    guard let histogram = group.outcome.logarithms, !histogram.counts.isEmpty else { return nil }
    let width = LogHistogram.binWidth
    let networks = Double(histogram.counts.reduce(0, +))
    let bars = histogram.counts.enumerated().map { place, count -> VegaLite.Row in
      let low = Double(histogram.first + place) * width
      return [
        "part": .text("bar"), "low": .number(low), "high": .number(low + width),
        "density": .number(Double(count) / networks / width), "zero": .integer(0),
        "networks": .integer(count),
      ]
    }
    return Chart(
      file: file, title: title,
      subtitle: "bars: \(Int(networks)) networks; dashed: the normal law of theory's mean and variance"
        + finding(histogram, group),
      rows: bars + curve(group), layers: layers)
  }

  /// Mean and variance of what was counted, up to the width of a bar, beside theory's.
  private static func finding(_ histogram: LogHistogram, _ group: LengthGroup) -> String {
    let count = Double(histogram.counts.reduce(0, +))
    func mean(_ value: (Double) -> Double) -> Double {
      histogram.counts.enumerated().reduce(0) { sum, bar in
        let middle = (Double(histogram.first + bar.offset) + 0.5) * LogHistogram.binWidth
        return sum + Double(bar.element) * value(middle)
      } / count
    }
    let middle = mean { $0 }
    let spread = mean { ($0 - middle) * ($0 - middle) }
    let law = group.prediction.logLengths?.last
    let theory = law.map { ", theory's \(decimals($0.mean, 2)) and \(decimals($0.variance, 2))" } ?? ""
    return ". Mean \(decimals(middle, 2)), variance \(decimals(spread, 2))\(theory)"
  }

  private static func curve(_ group: LengthGroup) -> [VegaLite.Row] {
    guard let law = group.prediction.logLengths?.last, law.variance > 0 else { return [] }
    let deviation = law.variance.squareRoot()
    return (-40...40).map { place in
      let z = Double(place) / 10
      let density = exp(-z * z / 2) / (deviation * (2 * Double.pi).squareRoot())
      return ["part": .text("law"), "x": .number(law.mean + z * deviation), "density": .number(density)]
    }
  }

  private static var layers: [VegaLite.Layer] {
    let density = VegaLite.Channel.number("density", "density")
    var x = VegaLite.Channel.number("low", "ln (M_d / M₀)")
    x.scale = VegaLite.Scale(zero: false)
    return [
      VegaLite.Layer(
        "bar", VegaLite.Mark(type: .rect, opacity: 0.7, color: "#56b4e9"),
        VegaLite.Encoding(
          x: x, x2: VegaLite.Channel(field: "high"), y: density, y2: VegaLite.Channel(field: "zero"),
          tooltip: [
            .number("low", "from", format: ".2f"), .number("high", "to", format: ".2f"), .number("networks"),
          ])),
      VegaLite.Layer(
        "law", VegaLite.Mark(type: .line, strokeWidth: 2, strokeDash: [6, 4], color: "#d55e00"),
        VegaLite.Encoding(x: .number("x", "ln (M_d / M₀)"), y: density)),
    ]
  }
}
