import Foundation

/// A number type whose elementary functions are known, so that a formula can be stated once for the engine, which computes with
/// `Real`, and for theory, which computes with `Double`.
public protocol ElementaryNumber: BinaryFloatingPoint {
  /// e^x.
  static func exp(_ x: Self) -> Self
  /// e^x − 1, without cancellation.
  static func expm1(_ x: Self) -> Self
  /// ln(1 + x), without cancellation.
  static func log1p(_ x: Self) -> Self
  /// The hyperbolic tangent.
  static func tanh(_ x: Self) -> Self
  /// The error function.
  static func erf(_ x: Self) -> Self
  /// Of a standard normal number's law, the density at an x of at least 0 and the probability beyond it, without cancellation.
  static func normalTail(_ x: Self) -> (density: Self, tail: Self)
}

extension Double: ElementaryNumber {
  /// e^x.
  @inlinable public static func exp(_ x: Double) -> Double { Foundation.exp(x) }
  /// e^x − 1, without cancellation.
  @inlinable public static func expm1(_ x: Double) -> Double { Foundation.expm1(x) }
  /// ln(1 + x), without cancellation.
  @inlinable public static func log1p(_ x: Double) -> Double { Foundation.log1p(x) }
  /// The hyperbolic tangent.
  @inlinable public static func tanh(_ x: Double) -> Double { Foundation.tanh(x) }
  /// The error function.
  @inlinable public static func erf(_ x: Double) -> Double { Foundation.erf(x) }
  /// The density of a standard normal number's law at an x of at least 0, and the probability beyond it.
  @inlinable public static func normalTail(_ x: Double) -> (density: Double, tail: Double) {
    (Foundation.exp(-x * x / 2) * 0.398_942_280_401_432_68, Foundation.erfc(x * 0.5.squareRoot()) / 2)
  }
}
