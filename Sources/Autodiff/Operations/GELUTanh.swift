import Foundation
import Numbers

/// `GELU` with a hyperbolic tangent in place of the error function: y = ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))).
///
/// Source: Hendrycks & Gimpel 2016, *Gaussian Error Linear Units*; what GPT-2 and BERT use.
public struct GELUTanh: ActivationFunction {
  /// The function.
  public init() {}

  /// The input: the output takes most negative values twice.
  public var slopeSource: SlopeSource { .input }

  /// ½ x (1 + tanh u), u = √(2/π) (x + 0.044715 x³).
  @inline(__always)
  public func value<X: ElementaryNumber>(_ x: X) -> X { x / 2 * (1 + X.tanh(inner(x))) }

  /// ½ (1 + t) + ½ x (1 − t²) u′, with t = tanh u.
  @inline(__always)
  public func slope<X: ElementaryNumber>(from x: X) -> X {
    let (t, factor, cubic): (X, X, X) = (X.tanh(inner(x)), factor(), cubic())
    let growth = factor * (1 + 3 * cubic * x * x)
    return (1 + t) / 2 + x / 2 * (1 - t * t) * growth
  }

  @inline(__always)
  private func inner<X: ElementaryNumber>(_ x: X) -> X { factor() * (x + cubic() * x * x * x) }

  /// √(2/π).
  @inline(__always)
  private func factor<X: ElementaryNumber>() -> X { 0.797_884_560_802_865_36 }
  @inline(__always)
  private func cubic<X: ElementaryNumber>() -> X { 0.044715 }
}

extension GELUTanh {
  /// `gelu-tanh`.
  public static var word: String { "gelu-tanh" }

  /// The function, which takes no number.
  public init?(parameter: Double?) {
    if parameter != nil { return nil }
  }
}
