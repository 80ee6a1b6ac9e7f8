import Foundation
import Numbers

/// The self-normalising function y = λ x where x > 0, else y = λ α (e^x − 1), for which mean 0 and variance 1 are a stable
/// fixed point of a wide layer with LeCun's weights.
///
/// Source: Klambauer, Unterthiner, Mayr & Hochreiter 2017, *Self-Normalizing Neural Networks*.
public struct SELU: ActivationFunction {
  /// The function.
  public init() {}

  /// The output, so that it may take the input's place.
  public var slopeSource: SlopeSource { .output }

  /// λ x where x > 0, else λ α (e^x − 1).
  @inline(__always)
  public func value<X: ElementaryNumber>(_ x: X) -> X {
    x > 0 ? lambda() * x : lambda() * alpha() * X.expm1(x)
  }

  /// λ where y > 0, else y + λ α.
  @inline(__always)
  public func slope<X: ElementaryNumber>(from y: X) -> X { y > 0 ? lambda() : y + lambda() * alpha() }

  @inline(__always)
  private func lambda<X: ElementaryNumber>() -> X { 1.050_700_987_355_480_5 }
  @inline(__always)
  private func alpha<X: ElementaryNumber>() -> X { 1.673_263_242_354_377_2 }
}

extension SELU {
  /// `selu`.
  public static var word: String { "selu" }

  /// The function, which takes no number.
  public init?(parameter: Double?) {
    if parameter != nil { return nil }
  }
}
