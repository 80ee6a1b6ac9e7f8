import Numbers

/// The product y = c x with a constant c that does not learn, such as a residual scale.
public struct Scale: Pointwise {
  /// The constant c.
  public let factor: Real

  /// A product with a constant.
  public init(by factor: Real) {
    self.factor = factor
  }

  /// The output, which may take the input's place; but the slope is the constant.
  public var slopeSource: SlopeSource { .output }

  /// The backward pass reads nothing of the forward one: the slope is the constant.
  public var backwardReads: BackwardReads { [] }

  /// c x.
  @inline(__always)
  public func value(_ x: Real) -> Real { factor * x }

  /// c.
  @inline(__always)
  public func slope(from y: Real) -> Real { factor }
}

extension Scale: Fusible {
  /// With a sum.
  func fused(with next: any Operation) -> (any Operation)? {
    (next as? Add)?.scale == 1 ? Add(scale: factor) : nil
  }
}
