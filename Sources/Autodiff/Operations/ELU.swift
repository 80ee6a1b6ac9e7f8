import Foundation
import Numbers

/// The exponential linear unit: y = x where x > 0, else y = α (e^x − 1) for an α > 0.
///
/// Source: Clevert, Unterthiner & Hochreiter 2016, *Fast and Accurate Deep Network Learning by Exponential Linear Units*.
public struct ELU: ActivationFunction {
  /// What −y tends to for negative x.
  public let alpha: Real

  /// The function with a positive α.
  public init(alpha: Real = 1) {
    precondition(alpha > 0, "the slope is told from the output's sign, so α must be positive, not \(alpha)")
    self.alpha = alpha
  }

  /// The output, so that it may take the input's place.
  public var slopeSource: SlopeSource { .output }

  /// x where x > 0, else α (e^x − 1).
  @inline(__always)
  public func value<X: ElementaryNumber>(_ x: X) -> X { x > 0 ? x : X(alpha) * X.expm1(x) }

  /// 1 where y > 0, else y + α.
  @inline(__always)
  public func slope<X: ElementaryNumber>(from y: X) -> X { y > 0 ? 1 : y + X(alpha) }
}

extension ELU {
  /// `elu`.
  public static var word: String { "elu" }

  /// α.
  public static var parameter: ActivationParameter? { ActivationParameter("ALPHA", standard: 1) }

  /// The function with a positive α.
  public init?(parameter: Double?) {
    guard let parameter, parameter > 0 else { return nil }
    alpha = Real(parameter)
  }
}
