import Foundation
import Numbers

/// The smooth rectifier y = ln(1 + e^x).
public struct Softplus: ActivationFunction {
  /// The smooth rectifier.
  public init() {}

  /// The output, so that it may take the input's place.
  public var slopeSource: SlopeSource { .output }

  /// ln(1 + e^x), without an overflow.
  @inline(__always)
  public func value(_ x: Real) -> Real { max(x, 0) + log1p(exp(-abs(x))) }

  /// 1 − e^−y, the logistic function of x.
  @inline(__always)
  public func slope(from y: Real) -> Real { -expm1(-y) }
}

extension Softplus {
  /// `softplus`.
  public static var word: String { "softplus" }

  /// The smooth rectifier, which takes no number.
  public init?(parameter: Double?) {
    if parameter != nil { return nil }
  }
}
