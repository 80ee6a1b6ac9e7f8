import Foundation
import Numbers

/// The function y = x / (1 + e^−x), also called swish.
///
/// Source: Elfwing, Uchibe & Doya 2018, *Sigmoid-Weighted Linear Units*.
public struct SiLU: ActivationFunction {
  /// The function.
  public init() {}

  /// The input: the output takes most negative values twice.
  public var slopeSource: SlopeSource { .input }

  /// x / (1 + e^−x).
  @inline(__always)
  public func value<X: ElementaryNumber>(_ x: X) -> X { x / (1 + X.exp(-x)) }

  /// With σ the logistic function, σ(x) (1 + x (1 − σ(x))).
  @inline(__always)
  public func slope<X: ElementaryNumber>(from x: X) -> X {
    let sigmoid = 1 / (1 + X.exp(-x))
    return sigmoid * (1 + x * (1 - sigmoid))
  }
}

extension SiLU {
  /// `silu`.
  public static var word: String { "silu" }

  /// The function, which takes no number.
  public init?(parameter: Double?) {
    if parameter != nil { return nil }
  }
}
