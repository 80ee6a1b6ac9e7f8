import Foundation

/// A number of almost any size: a `Double` times a power of two.
///
/// Within the range of `Double` it computes what `Double` does, to the bit.
public struct ScaledNumber: Hashable, Sendable {
  /// The number itself where `Double` has it with all digits; else its digits, from 1 to below 2 in size.
  public let significand: Double
  /// The power of two that the significand is multiplied by; 0 where `Double` has the number with all digits.
  public let exponent: Int

  /// The number `value` · 2^`exponent`.
  public init(_ value: Double, exponent: Int = 0) {
    guard value != 0, value.isFinite, exponent != 0 || !value.isNormal else {
      (significand, self.exponent) = (value, 0)
      return
    }
    let size = Int(value.exponent) + exponent
    let digits = value < 0 ? -value.significand : value.significand
    if Self.plain.contains(size) {
      (significand, self.exponent) = (Double(sign: .plus, exponent: size, significand: digits), 0)
    } else {
      (significand, self.exponent) = (digits, size)
    }
  }

  /// The exponents of numbers that `Double` has with all digits.
  private static let plain = Double.leastNormalMagnitude.exponent...Double.greatestFiniteMagnitude.exponent

  /// The number as near as `Double` comes to it: 0 or infinite beyond its range.
  public var value: Double { over(powerOfTwo: 0) }

  /// Whether it is a number, and not infinite.
  public var isFinite: Bool { significand.isFinite }

  /// The power of two at or below its size, where it is neither 0 nor infinite.
  public var size: Int { exponent == 0 ? Int(significand.exponent) : exponent }

  /// The natural logarithm.
  public var logarithm: Double {
    exponent == 0 ? log(significand) : log(significand) + Double(exponent) * 0.693_147_180_559_945_309_4
  }

  /// The digits, from 1 to below 2 in size, and the power of two that they are multiplied by; 0 and 0 for 0,
  /// and what is not finite as it is.
  public var parts: (digits: Double, exponent: Int) {
    guard significand != 0, significand.isFinite else { return (significand, 0) }
    return (
      significand < 0 ? -significand.significand : significand.significand,
      Int(significand.exponent) + exponent
    )
  }

  /// The number over 2^`other`, as near as `Double` comes to it.
  public func over(powerOfTwo other: Int) -> Double {
    if other == exponent { return significand }
    let (digits, size) = parts
    guard digits != 0, digits.isFinite else { return digits }
    // Beyond these bounds all is 0 or infinite.
    return Double(sign: .plus, exponent: min(max(size - other, -2000), 2000), significand: digits)
  }

  /// The product.
  public static func * (a: ScaledNumber, b: ScaledNumber) -> ScaledNumber {
    let product = a.significand * b.significand
    if a.exponent == 0, b.exponent == 0, product.isNormal { return ScaledNumber(product) }
    let (a, b) = (a.parts, b.parts)
    return ScaledNumber(a.digits * b.digits, exponent: a.exponent + b.exponent)
  }

  /// The quotient.
  public static func / (a: ScaledNumber, b: ScaledNumber) -> ScaledNumber {
    let quotient = a.significand / b.significand
    if a.exponent == 0, b.exponent == 0, quotient.isNormal { return ScaledNumber(quotient) }
    let (a, b) = (a.parts, b.parts)
    return ScaledNumber(a.digits / b.digits, exponent: a.exponent - b.exponent)
  }
}
