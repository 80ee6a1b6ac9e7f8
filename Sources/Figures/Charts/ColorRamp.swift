import Foundation

/// Colours of numbers above 0, from light for the least to dark for the greatest, in equal steps for equal ratios; lightness falls all the
/// way, so that they keep their order for the colour-blind and in grey.
struct ColorRamp {
  let least: Double
  let most: Double

  /// The colours of viridis (Smith and van der Walt 2015, CC0) in eighths, from its light end.
  private static let colors = [
    "#fde725", "#addc30", "#5ec962", "#28ae80", "#21918c", "#2c728e", "#3b528b", "#472d7b", "#440154",
  ].map { Color($0) }

  /// The colours between the least and the greatest of some numbers.
  init(_ numbers: [Double]) {
    least = numbers.min() ?? 1
    most = max(numbers.max() ?? 1, 1.01 * least)
  }

  /// The scale as a picture has it: exactly the colours that `color` tells.
  var scale: VegaLite.Scale {
    let last = Double(Self.colors.count - 1)
    let domain = Self.colors.indices.map { least * pow(most / least, Double($0) / last) }
    return VegaLite.Scale(
      type: "log", domain: domain.map { .number($0) }, range: Self.colors.map(\.text), interpolate: "rgb",
      nice: false)
  }

  /// The numbers that a legend names.
  var ticks: [Double] {
    let steps = ChartScale.steps([least, most])
    return steps.count > 1 ? steps : [least, most]
  }

  /// The colour of a number.
  func color(_ number: Double) -> Color {
    let share = log(number / least) / log(most / least) * Double(Self.colors.count - 1)
    let place = min(max(Int(share), 0), Self.colors.count - 2)
    return Self.colors[place].mixed(
      with: Self.colors[place + 1], share: min(max(share - Double(place), 0), 1))
  }
}
