import Numbers

/// The rectifier y = max(0, x), with slope 0 at 0.
public struct ReLU: ActivationFunction {
  /// The rectifier.
  public init() {}

  /// The output, so that it may take the input's place.
  public var slopeSource: SlopeSource { .output }

  /// max(0, x); a value that is not a number stays one, so that divergence is seen.
  @inline(__always)
  public func value<X: ElementaryNumber>(_ x: X) -> X { x < 0 ? 0 : x }

  /// 1 where y > 0, else 0.
  @inline(__always)
  public func slope<X: ElementaryNumber>(from y: X) -> X { y > 0 ? 1 : 0 }
}

extension ReLU {
  /// `relu`.
  public static var word: String { "relu" }

  /// The rectifier, which takes no number.
  public init?(parameter: Double?) {
    if parameter != nil { return nil }
  }

  /// The slope of a rectifier that does not leak: 0.
  public var negativeSlope: Double? { 0 }
}
