import Foundation
import Numbers

/// The hyperbolic tangent y = tanh x, of slope 1 − y².
public struct Tanh: ActivationFunction {
  /// The hyperbolic tangent.
  public init() {}

  /// The output, so that it may take the input's place.
  public var slopeSource: SlopeSource { .output }

  /// tanh x.
  @inline(__always)
  public func value<X: ElementaryNumber>(_ x: X) -> X { X.tanh(x) }

  /// 1 − y².
  @inline(__always)
  public func slope<X: ElementaryNumber>(from y: X) -> X { 1 - y * y }
}

extension Tanh {
  /// `tanh`.
  public static var word: String { "tanh" }

  /// The hyperbolic tangent, which takes no number.
  public init?(parameter: Double?) {
    if parameter != nil { return nil }
  }
}
