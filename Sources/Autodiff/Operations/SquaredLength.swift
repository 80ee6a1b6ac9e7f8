/// The squared length y = Σ x² of each example's array.
public struct SquaredLength: Operation {
  /// The squared length.
  public init() {}

  /// The slope is 2 x.
  public var backwardReads: BackwardReads { .inputs }

  /// [n, …] gives [n].
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 1, inputs[0].isBatched else { throw ShapeMismatch("the input must be a batch") }
    return .batch()
  }

  /// y ← Σ x².
  public func forward(_ at: Site) {
    let (x, size, y) = (at[0], at.size(0), at.output)
    for row in 0..<at.rows {
      let example = UnsafeMutableBufferPointer(rebasing: x[row * size..<(row + 1) * size])
      y[row] = BLAS.dot(example, example)
    }
  }

  /// dx ← 2 x dy.
  public func backward(_ at: Site) {
    let (x, size, dy) = (at[0], at.size(0), at.outputGradient)
    at.gradient(0)?.contribute { 2 * x[$0] * dy[$0 / size] }
  }
}
