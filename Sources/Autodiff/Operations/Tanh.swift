import Foundation

/// The hyperbolic tangent y = tanh x, of slope 1 − y².
public struct Tanh: Pointwise {
  /// The hyperbolic tangent.
  public init() {}

  @inline(__always)
  func value(_ x: Real) -> Real { tanh(x) }

  @inline(__always)
  func slope(ofOutput y: Real) -> Real { 1 - y * y }
}
