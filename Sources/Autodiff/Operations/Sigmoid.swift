import Foundation
import Numbers

/// The logistic function y = 1 / (1 + e^−x), of slope y (1 − y).
public struct Sigmoid: ActivationFunction {
  /// The logistic function.
  public init() {}

  /// The output, so that it may take the input's place.
  public var slopeSource: SlopeSource { .output }

  /// 1 / (1 + e^−x).
  @inline(__always)
  public func value<X: ElementaryNumber>(_ x: X) -> X { 1 / (1 + X.exp(-x)) }

  /// y (1 − y).
  @inline(__always)
  public func slope<X: ElementaryNumber>(from y: X) -> X { y * (1 - y) }
}

extension Sigmoid {
  /// `sigmoid`.
  public static var word: String { "sigmoid" }

  /// The logistic function, which takes no number.
  public init?(parameter: Double?) {
    if parameter != nil { return nil }
  }
}
