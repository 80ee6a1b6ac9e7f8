/// The product y = c x with a constant c that does not learn, such as a residual scale.
public struct Scale: Pointwise {
  /// The constant c.
  public let factor: Real

  /// A product with a constant.
  public init(by factor: Real) {
    self.factor = factor
  }

  /// Nothing: the slope is the constant.
  public var backwardReads: BackwardReads { [] }

  /// With a sum.
  public func fused(with next: any Operation) -> (any Operation)? {
    (next as? Add)?.scale == 1 ? Add(scale: factor) : nil
  }

  @inline(__always)
  func value(_ x: Real) -> Real { factor * x }

  @inline(__always)
  func slope(ofOutput y: Real) -> Real { factor }
}
