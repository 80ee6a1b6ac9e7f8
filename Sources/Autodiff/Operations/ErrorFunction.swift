import Foundation
import Numbers

/// The error function y = erf x = 2/√π ∫₀ˣ e^−t² dt.
public struct ErrorFunction: ActivationFunction {
  /// The error function.
  public init() {}

  /// The input.
  public var slopeSource: SlopeSource { .input }

  /// erf x.
  @inline(__always)
  public func value<X: ElementaryNumber>(_ x: X) -> X { X.erf(x) }

  /// 2/√π e^−x².
  @inline(__always)
  public func slope<X: ElementaryNumber>(from x: X) -> X { X.exp(-x * x) * 1.128_379_167_095_512_6 }
}

extension ErrorFunction {
  /// `erf`.
  public static var word: String { "erf" }

  /// The error function, which takes no number.
  public init?(parameter: Double?) {
    if parameter != nil { return nil }
  }
}
