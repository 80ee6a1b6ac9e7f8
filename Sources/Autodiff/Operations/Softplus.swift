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
  public func value<X: ElementaryNumber>(_ x: X) -> X { max(x, 0) + X.log1p(X.exp(-abs(x))) }

  /// 1 − e^−y, the logistic function of x.
  @inline(__always)
  public func slope<X: ElementaryNumber>(from y: X) -> X { -X.expm1(-y) }
}

extension Softplus {
  /// `softplus`.
  public static var word: String { "softplus" }

  /// The smooth rectifier, which takes no number.
  public init?(parameter: Double?) {
    if parameter != nil { return nil }
  }
}
