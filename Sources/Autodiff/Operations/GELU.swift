import Foundation
import Numbers

/// The function y = x Φ(x), Φ the distribution function of a standard normal number.
///
/// Source: Hendrycks & Gimpel 2016, *Gaussian Error Linear Units*.
public struct GELU: ActivationFunction {
  /// The function.
  public init() {}

  /// The input: the output takes most negative values twice.
  public var slopeSource: SlopeSource { .input }

  /// x Φ(x), without cancellation for negative x: max(0, x) − |x| Φ(−|x|).
  @inline(__always)
  public func value<X: ElementaryNumber>(_ x: X) -> X {
    (x < 0 ? 0 : x) - x.magnitude * X.normalTail(x.magnitude).tail
  }

  /// Φ(x) + x φ(x), φ the density.
  @inline(__always)
  public func slope<X: ElementaryNumber>(from x: X) -> X {
    let (density, tail) = X.normalTail(x.magnitude)
    let rest = x.magnitude * density - tail
    return x < 0 ? -rest : 1 + rest
  }
}

extension GELU {
  /// `gelu`.
  public static var word: String { "gelu" }

  /// The function, which takes no number.
  public init?(parameter: Double?) {
    if parameter != nil { return nil }
  }
}
