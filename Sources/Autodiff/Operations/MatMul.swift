/// The product y = x wᵀ of a batch x [n, in] and weights w [out, in].
public struct MatMul: Operation {
  /// The product.
  public init() {}

  /// The gradient of each factor is a product with the other.
  public var backwardReads: BackwardReads { .inputs }

  /// [n, in] and [out, in] give [n, out].
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 2, inputs[0].isBatched, inputs[0].extents.count == 1 else {
      throw ShapeMismatch("the input must be a batch of vectors [n, in]")
    }
    guard !inputs[1].isBatched, inputs[1].extents.count == 2 else {
      throw ShapeMismatch("the weights must be a matrix [out, in]")
    }
    guard inputs[0].size == inputs[1].extents[1] else {
      throw ShapeMismatch(
        "the input has \(inputs[0].size) features, the weights take \(inputs[1].extents[1])")
    }
    return .batch(inputs[1].extents[0])
  }

  /// y ← x wᵀ.
  public func forward(_ at: Site) {
    let (n, k, m) = extents(at)
    if n == 1 {
      BLAS.matrixVector(m, k, at[1], at[0], into: at.output)
    } else {
      BLAS.product(.no, .yes, n, m, k, at[0], at[1], into: at.output, adding: false)
    }
  }

  /// dx ← dy w and dw ← dyᵀ x.
  public func backward(_ at: Site) {
    let (n, k, m) = extents(at)
    let dy = at.outputGradient
    if let dx = at.gradient(0) {
      BLAS.product(.no, .no, n, k, m, dy, at[1], into: dx.buffer, adding: dx.isBegun)
    }
    if let dw = at.gradient(1) {
      BLAS.product(.yes, .no, m, k, n, dy, at[0], into: dw.buffer, adding: dw.isBegun)
    }
  }

  private func extents(_ at: Site) -> (Int, Int, Int) {
    let k = at.size(0)
    return (at.rows, k, at.size(1) / k)
  }
}
