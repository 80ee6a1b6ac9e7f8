/// A fully connected layer in one pass: y = x wᵀ + b of a batch x [n, in], weights w [out, in] and biases b [out],
/// rectified or not.
///
/// A plan makes it of `MatMul`, `Bias` and `ReLU`, whose numbers it computes.
struct Affine: Fusible {
  /// Whether negative outputs become 0.
  let isRectified: Bool

  /// The inputs for products; the rectifier's slope is told from its activity.
  var backwardReads: BackwardReads { .inputs }

  /// Where the output is rectified.
  var marksActivity: Bool { isRectified }

  /// Likewise.
  var outputIsRectified: Bool { isRectified }

  /// [n, in], [out, in] and [out] give [n, out].
  func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    let product = try MatMul().shape(of: Array(inputs.prefix(2)))
    return try Bias().shape(of: [product] + inputs.dropFirst(2))
  }

  /// As much as the product, or the sum.
  func scratchBytes(for inputs: [Shape]) -> Int {
    max(MatMul().scratchBytes(for: inputs), Panels.scratchBytes(ofSums: inputs[2].size))
  }

  /// With a rectifier; and, rectified, with the sum that ends a residual module.
  func fused(with next: any Operation) -> (any Operation)? {
    if !isRectified { return next is ReLU ? Affine(isRectified: true) : nil }
    return (next as? Add).map { ResidualLayer(scale: $0.scale) }
  }

  /// y ← x wᵀ + b.
  func forward(_ at: Site) {
    let (b, y) = (at[2], at.output)
    guard let biases = b.baseAddress, let first = y.baseAddress else { return }
    if at.lanes == 1 {
      MatMul().forward(at)
      for i in y.indices {
        let sum = y[i] + b[i]
        y[i] = isRectified ? ReLU().value(sum) : sum
      }
      return
    }
    let (products, target) = (PanelProducts(at), PanelTarget(panels: first, of: at.outputSize))
    if let activity = at.outputActivity {
      products.output(RectifiedSink(target: target, biases: biases, activity: activity))
    } else {
      products.output(BiasedSink(target: target, biases: biases))
    }
  }

  /// dy ← dy where the rectifier is active; then db ← the sum of dy over the batch, dx ← dy w and dw ← dyᵀ x.
  func backward(_ at: Site) {
    guard let dy = at.outputGradient.baseAddress, let slot = at.gradient(2),
      let db = slot.buffer.baseAddress
    else { return }
    if let activity = at.outputActivity {
      let weights = WeightsAhead(at)
      Panels.sum(
        panels: at.panels, size: at.outputSize, into: db, adding: slot.isBegun, scratch: at.scratch
      ) { place, unit, panel in
        weights.fetch(place)
        let gradient = Lanes(at: dy + place).keeping(activity.bits(of: unit, panel: panel))
        gradient.store(at: dy + place)
        return gradient
      }
    } else {
      Panels.sum(
        dy, panels: at.panels, size: at.outputSize, into: db, adding: slot.isBegun, scratch: at.scratch)
    }
    MatMul().backward(at)
  }
}
