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

  /// x Φ(x).
  @inline(__always)
  public func value<X: ElementaryNumber>(_ x: X) -> X { x * normal(x) }

  /// Φ(x) + x φ(x), φ the density.
  @inline(__always)
  public func slope<X: ElementaryNumber>(from x: X) -> X {
    normal(x) + x * X.exp(-x * x / 2) * 0.398_942_280_401_432_68
  }

  /// Φ(x), without cancellation for negative x.
  @inline(__always)
  private func normal<X: ElementaryNumber>(_ x: X) -> X { X.erfc(x * -X(0.5).squareRoot()) / 2 }
}

extension GELU {
  /// `gelu`.
  public static var word: String { "gelu" }

  /// The function, which takes no number.
  public init?(parameter: Double?) {
    if parameter != nil { return nil }
  }
}
