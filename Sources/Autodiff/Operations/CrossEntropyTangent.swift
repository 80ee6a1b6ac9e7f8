import Numbers

/// By how much a `SoftmaxCrossEntropy` moves where the logits move by t: the mean over a batch of Σ (p − q) t, where p is the
/// softmax of the logits and q what the label says of each class.
///
/// Takes logits [n, k], t [n, k] and labels [n].
public struct CrossEntropyTangent: Operation {
  private let loss: SoftmaxCrossEntropy

  /// The tangent of a loss.
  public init(of loss: SoftmaxCrossEntropy) {
    self.loss = loss
  }

  /// The softmax is computed again from the logits, rather than kept.
  public var backwardReads: BackwardReads { .inputs }

  /// [n, k], the same and [n] give a single number.
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 3, inputs[0] == inputs[1] else {
      throw ShapeMismatch("the logits and their tangents must be the same")
    }
    return try loss.shape(of: [inputs[0], inputs[2]])
  }

  /// out ← the mean of Σ (p − q) t, summed in Double.
  public func forward(_ at: Site) {
    var sum = 0.0
    forEachPanel(at) { _, panel in
      for lane in 0..<panel.rows { sum += Double(panel.moves[lane]) }
    }
    at.output[0] = Real(sum / Double(at.rows))
  }

  /// With g = d out / n: dx ← p (t − Σ p t) g and dt ← (p − q) g, and 0 for what is left over of the last panel.
  public func backward(_ at: Site) {
    let weight = at.outputGradient[0] / Real(at.rows)
    let (logits, tangents) = (at.gradient(0), at.gradient(1))
    forEachPanel(at) { first, panel in
      var scale = Lanes.zero
      for lane in 0..<panel.rows { scale[lane] = weight }
      for number in 0..<at.size(0) {
        let place = first * at.size(0) + number * Lanes.scalarCount
        let p = panel.probability(number)
        logits?.contribute(scale * p * (panel.tangent(number) - panel.mean), at: place)
        tangents?.contribute(scale * (p - panel.target(number)), at: place)
      }
    }
  }

  /// Sixteen examples' logits with their tangents.
  private struct Panel {
    let logits: UnsafePointer<Real>
    let tangents: UnsafePointer<Real>
    let largest: Lanes
    let total: Lanes
    let label: Lanes
    let smoothing: Real
    let classes: Int
    /// How many of them are examples.
    let rows: Int
    /// Σ p t.
    var mean = Lanes.zero
    /// Σ (p − q) t.
    var moves = Lanes.zero

    @inline(__always)
    func probability(_ number: Int) -> Lanes {
      (Lanes(at: logits + number * Lanes.scalarCount) - largest).exponential / total
    }

    @inline(__always)
    func tangent(_ number: Int) -> Lanes { Lanes(at: tangents + number * Lanes.scalarCount) }

    @inline(__always)
    func target(_ number: Int) -> Lanes {
      let other = smoothing / Real(classes)
      return Lanes(repeating: other).replacing(with: other + 1 - smoothing, where: label .== Real(number))
    }
  }

  private func forEachPanel(_ at: Site, _ body: (_ first: Int, _ panel: Panel) -> Void) {
    guard let labels = at[2].baseAddress, let tangents = at[1].baseAddress else { return }
    let classes = at.size(0)
    at.forEachPanel(of: 0) { first, logits in
      let (largest, total) = SoftmaxCrossEntropy.normalizer(logits, classes)
      var panel = Panel(
        logits: logits, tangents: tangents + first * classes, largest: largest, total: total,
        label: Lanes(at: labels + first), smoothing: loss.smoothing, classes: classes,
        rows: min(Lanes.scalarCount, at.rows - first))
      for number in 0..<classes {
        let (p, t) = (panel.probability(number), panel.tangent(number))
        panel.mean += p * t
        panel.moves += (p - panel.target(number)) * t
      }
      body(first, panel)
    }
  }
}
