import Numbers

/// A residual module in one pass: y = c max(0, x wᵀ + b) + s of a batch x [n, in], weights w [out, in], biases b [out] and
/// a shortcut s [n, out], most often x itself.
///
/// A plan makes it of a rectified `Affine` and `Add`, whose numbers it computes. What the rectifier leaves is added at
/// once and lies nowhere: its slope is told from bits.
struct ResidualLayer: Fusible {
  /// The residual scale c.
  let scale: Real

  /// The inputs, for products.
  var backwardReads: BackwardReads { .inputs }

  /// Its rectifier marks where it is active.
  var marksActivity: Bool { true }

  /// [n, in], [out, in], [out] and [n, out] give [n, out].
  func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    let branch = try Affine(isRectified: true).shape(of: Array(inputs.prefix(3)))
    return try Add().shape(of: [branch] + inputs.dropFirst(3))
  }

  /// As much as the layer.
  func scratchBytes(for inputs: [Shape]) -> Int { Affine(isRectified: true).scratchBytes(for: inputs) }

  /// y ← c max(0, x wᵀ + b) + s.
  func forward(_ at: Site) {
    let (shortcut, y) = (at[3], at.output)
    guard let biases = at[2].baseAddress, let first = y.baseAddress, let added = shortcut.baseAddress else {
      return
    }
    guard let activity = at.outputActivity else {
      Affine(isRectified: true).forward(at)
      for i in y.indices { y[i] = scale * y[i] + shortcut[i] }
      return
    }
    let target = PanelTarget(panels: first, of: at.outputSize)
    PanelProducts(at).output(
      JoiningSink(
        branch: RectifiedSink(target: target, biases: biases, activity: activity), scale: scale,
        shortcut: PanelTarget(panels: added, of: at.outputSize)))
  }

  /// ds ← dy; then dy ← c dy where the rectifier is active, db ← the sum of dy over the batch, dx ← dy w and dw ← dyᵀ x.
  func backward(_ at: Site) {
    guard let dy = at.outputGradient.baseAddress, let activity = at.outputActivity,
      let slot = at.gradient(2), let db = slot.buffer.baseAddress
    else { return }
    var (input, shortcut) = (at.gradient(0), at.gradient(3))
    if let x = input, shortcut?.buffer.baseAddress == x.buffer.baseAddress {
      // Both are one, to which the shortcut contributes first.
      (input, shortcut) = (x.begun, x)
    }
    let weights = WeightsAhead(at)
    let (ds, isBegun, scale) = (shortcut?.buffer.baseAddress, shortcut?.isBegun ?? false, scale)
    Panels.sum(
      panels: at.panels, size: at.outputSize, into: db, adding: slot.isBegun, scratch: at.scratch
    ) { place, unit, panel in
      weights.fetch(place)
      let gradient = Lanes(at: dy + place)
      if let ds { (isBegun ? Lanes(at: ds + place) + gradient : gradient).store(at: ds + place) }
      let inside = (scale * gradient).keeping(activity.bits(of: unit, panel: panel))
      inside.store(at: dy + place)
      return inside
    }
    PanelProducts(at).gradients(dy, input: input, weights: at.gradient(1))
  }
}
