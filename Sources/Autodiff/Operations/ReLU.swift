/// The rectifier y = max(0, x), with slope 0 at 0.
public struct ReLU: Pointwise {
  /// The rectifier.
  public init() {}

  /// max(0, x); a value that is not a number stays one, so that divergence is seen.
  @inline(__always)
  func value(_ x: Real) -> Real { x < 0 ? 0 : x }

  @inline(__always)
  func slope(ofOutput y: Real) -> Real { y > 0 ? 1 : 0 }
}
