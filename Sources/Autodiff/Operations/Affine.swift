/// A fully connected layer in one pass: y = x wᵀ + b of a batch x [n, in], weights w [out, in] and biases b [out],
/// rectified or not.
///
/// A plan makes it of `MatMul`, `Bias` and `ReLU`, whose numbers it computes.
struct Affine: Operation {
  /// Whether negative outputs become 0.
  let isRectified: Bool

  /// The inputs for products, and the output for the rectifier's slope.
  var backwardReads: BackwardReads { isRectified ? [.inputs, .output] : .inputs }

  /// Where the output is rectified.
  var marksActivity: Bool { isRectified }

  /// [n, in], [out, in] and [out] give [n, out].
  func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    let product = try MatMul().shape(of: Array(inputs.prefix(2)))
    return try Bias().shape(of: [product] + inputs.dropFirst(2))
  }

  /// As much as the product.
  func scratchBytes(for inputs: [Shape]) -> Int { MatMul().scratchBytes(for: inputs) }

  /// With a rectifier.
  func fused(with next: any Operation) -> (any Operation)? {
    next is ReLU && !isRectified ? Affine(isRectified: true) : nil
  }

  /// y ← x wᵀ + b.
  func forward(_ at: Site) {
    let (b, y) = (at[2], at.output)
    if at.lanes == 1 {
      MatMul().forward(at)
      for i in y.indices {
        let sum = y[i] + b[i]
        y[i] = isRectified ? ReLU().value(sum) : sum
      }
    } else if let y = y.baseAddress {
      PanelProducts(at).output(biases: b.baseAddress, into: y)
    }
  }

  /// dy ← dy where y > 0; then db ← the sum of dy over the batch, dx ← dy w and dw ← dyᵀ x.
  func backward(_ at: Site) {
    guard let y = at.output.baseAddress, let dy = at.outputGradient.baseAddress else { return }
    if isRectified {
      for place in stride(from: 0, to: at.outputGradient.count, by: Lanes.scalarCount) {
        Lanes(at: dy + place).replacing(with: 0, where: .!(Lanes(at: y + place) .> 0)).store(at: dy + place)
      }
    }
    if let slot = at.gradient(2), let db = slot.buffer.baseAddress {
      Panels.sum(dy, panels: at.panels, size: slot.buffer.count, into: db, adding: slot.isBegun)
    }
    MatMul().backward(at)
  }
}
