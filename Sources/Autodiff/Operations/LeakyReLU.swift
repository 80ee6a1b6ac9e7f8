/// The leaky rectifier: y = x where x > 0, else y = a x for a slope a > 0.
public struct LeakyReLU: Pointwise {
  /// The slope a for negative numbers.
  public let slope: Real

  /// A rectifier that leaks with a positive slope.
  public init(slope: Real) {
    precondition(slope > 0, "the slope is told from the output's sign, so it must be positive, not \(slope)")
    self.slope = slope
  }

  @inline(__always)
  func value(_ x: Real) -> Real { x > 0 ? x : slope * x }

  @inline(__always)
  func slope(ofOutput y: Real) -> Real { y > 0 ? 1 : slope }
}
