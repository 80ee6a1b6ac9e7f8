import Foundation

/// How numbers become places from left to right.
enum ChartScale: Hashable {
  /// Equal distances for equal differences.
  case even
  /// Equal distances for equal ratios.
  case logarithmic
  /// Nearly even up to a number, and of equal ratios beyond it, so that zero has a place.
  case symmetric(constant: Double)

  /// The scale on which numbers do not lie in a heap: where half of them and more would lie in the lowest tenth of an even one,
  /// that of equal ratios.
  init(_ numbers: [Double]) {
    self = .even
    let values = Set(numbers.filter(\.isFinite)).sorted()
    guard values.count > 2, let first = values.first, let last = values.last, first >= 0,
      let least = values.first(where: { $0 > 0 }), last / least >= 10
    else { return }
    let low = values.count { $0 <= first + (last - first) / 10 }
    if 2 * low >= values.count { self = first > 0 ? .logarithmic : .symmetric(constant: least) }
  }

  /// Where a number stands, in a unit of the scale's own.
  func position(_ value: Double) -> Double {
    switch self {
    case .even: value
    case .logarithmic: log(value)
    case .symmetric(let constant): (value < 0 ? -1 : 1) * log1p(abs(value) / constant)
    }
  }

  /// The number that stands at a position.
  func value(_ position: Double) -> Double {
    switch self {
    case .even: position
    case .logarithmic: exp(position)
    case .symmetric(let constant): (position < 0 ? -1 : 1) * constant * expm1(abs(position))
    }
  }

  /// The scale as a picture has it, from one number to another.
  func scale(_ low: Double, _ high: Double) -> VegaLite.Scale {
    var scale = VegaLite.Scale(domain: [.number(low), .number(high)], nice: false)
    switch self {
    case .even: scale.zero = false
    case .logarithmic: scale.type = "log"
    case .symmetric(let constant): (scale.type, scale.constant) = ("symlog", constant)
    }
    return scale
  }

  /// The axis of some numbers, with a tick at each where they are few.
  func axis(_ values: [Double]) -> VegaLite.Axis? {
    if self == .even {
      let areWhole = values.allSatisfy { $0 == $0.rounded() }
      guard values.count <= (areWhole ? 12 : 4) else { return nil }
      return VegaLite.Axis(format: areWhole ? "d" : ".4~g", values: values.map { .number($0) })
    }
    let ticks = values.count <= 14 ? values : Self.steps(values)
    return VegaLite.Axis(format: Self.format(ticks), values: ticks.map { .number($0) })
  }

  /// The axis upwards of numbers above 0 on a scale of equal ratios that ends at powers of ten: ticks at few of these, or at 1, 2 and
  /// 5 times them where there are less than three, and no lines between.
  static func upwards(_ values: [Double]) -> VegaLite.Axis {
    let values = values.filter { $0.isFinite && $0 > 0 }
    guard let least = values.min(), let most = values.max() else { return VegaLite.Axis() }
    let (first, last) = (Int(log10(least).rounded(.down)), Int(log10(most).rounded(.up)))
    let step = [1, 2, 3, 5, 10, 20, 50].first { (last - first) / $0 <= 7 } ?? 100
    let powers = (first...last).filter { $0.isMultiple(of: step) }.map { pow(10, Double($0)) }.filter(
      \.isFinite)
    let ticks = last - first < 3 ? steps([pow(10, Double(first)), pow(10, Double(last))]) : powers
    return VegaLite.Axis(format: format(ticks), values: ticks.map { .number($0) })
  }

  /// The format of ticks: all digits where these are few, and powers of ten elsewhere.
  private static func format(_ ticks: [Double]) -> String {
    ticks.allSatisfy { $0 == 0 || (1e-4..<1e6).contains(abs($0)) } ? ".6~g" : ".1~e"
  }

  /// The numbers 1, 2 and 5 times powers of ten, and zero, that lie among some numbers.
  static func steps(_ values: [Double]) -> [Double] {
    guard let last = values.max(), let least = values.filter({ $0 > 0 }).min() else { return [0] }
    let powers = Int(log10(least).rounded(.down))...Int(log10(last).rounded(.up))
    let steps = powers.flatMap { power in [1, 2, 5].map { $0 * pow(10, Double(power)) } }
    return (values.contains(0) ? [0] : []) + steps.filter { least <= $0 && $0 <= last }
  }
}
