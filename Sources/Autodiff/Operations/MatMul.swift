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

  /// For lists of numbers that are not 0, and for the gradient of the weights.
  public func scratchBytes(for inputs: [Shape]) -> Int {
    PanelProducts.scratchBytes(inputs: inputs[0].size, outputs: inputs[1].size / inputs[0].size)
  }

  /// y ← x wᵀ.
  public func forward(_ at: Site) {
    if at.lanes == 1 {
      BLAS.matrixVector(at[1].count / at[0].count, at[0].count, at[1], at[0], into: at.output)
    } else if let y = at.output.baseAddress {
      PanelProducts(at).output(StoreSink(target: PanelTarget(panels: y, of: at.outputSize)))
    }
  }

  /// dx ← dy w and dw ← dyᵀ x.
  public func backward(_ at: Site) {
    guard let dy = at.outputGradient.baseAddress else { return }
    PanelProducts(at).gradients(dy, input: at.gradient(0), weights: at.gradient(1))
  }
}

extension MatMul: Fusible {
  /// With biases, in one pass.
  func fused(with next: any Operation) -> (any Operation)? {
    next is Bias ? Affine(isRectified: false) : nil
  }
}
