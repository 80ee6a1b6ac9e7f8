import Foundation

/// A number with a few significant digits, in powers of ten where it is very large or small.
package func short(_ number: Double?, digits: Int = 3) -> String {
  guard let number, !number.isNaN else { return "–" }
  if number == 0 { return "0" }
  let isPlain = (1e-3..<1e5).contains(abs(number))
  return isPlain ? fixed(number, digits) : String(format: "%.\(digits - 1)e", number)
}

/// A mean of positive numbers, with a few significant digits; where it is beyond the range of numbers, on
/// which side.
///
/// - Parameter isZero: Whether all of them are zero, so that a mean of 0 is no mean too small to be told.
package func short(mean: Double?, isZero: Bool) -> String {
  switch mean {
  case .some(0) where !isZero: "< 1e-307"
  case .some(.infinity): "> 1e+308"
  default: short(mean)
  }
}

/// A number with a fixed number of decimals.
package func decimals(_ number: Double?, _ count: Int) -> String {
  guard let number, !number.isNaN else { return "–" }
  return String(format: "%.\(count)f", number)
}

private func fixed(_ number: Double, _ digits: Int) -> String {
  // Half of the last digit is added first: 0.9999 becomes 1.00, not 1.000.
  let magnitude = Int(log10(abs(number) * (1 + 0.5 * pow(10, -Double(digits)))).rounded(.down))
  return String(format: "%.\(max(0, digits - 1 - magnitude))f", number)
}

/// The median of numbers in their order, of which there is one at least.
func median(sorted: [Double]) -> Double {
  (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
