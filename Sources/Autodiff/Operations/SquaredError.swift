import Numbers

/// The mean over a batch, and over the outputs, of (x − q)², where q is 1 for the label's output and 0 for the others.
///
/// Takes outputs [n, k] and labels [n], class numbers 0 ..< k written as `Real`; the mean is PyTorch's `MSELoss` of labels as
/// unit vectors.
public struct SquaredError: Operation {
  /// The loss.
  public init() {}

  /// The outputs and the labels.
  public var backwardReads: BackwardReads { .inputs }

  /// [n, k] and [n] give a single number.
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 2, inputs[0].isBatched, inputs[0].extents.count == 1 else {
      throw ShapeMismatch("the outputs must be a batch of vectors [n, classes]")
    }
    guard inputs[1] == .batch() else { throw ShapeMismatch("the labels must be one number an example, [n]") }
    return .fixed()
  }

  /// The mean of (x − q)², summed in Double.
  public func forward(_ at: Site) {
    let classes = at.size(0)
    var sum = 0.0
    forEachDistance(at) { _, distance, examples in
      let squares = distance * distance
      for lane in 0..<examples { sum += Double(squares[lane]) }
    }
    at.output[0] = Real(sum / Double(at.rows * classes))
  }

  /// dx ← 2 (x − q) dy / (n k), and 0 for what is left over of the last panel.
  public func backward(_ at: Site) {
    guard let slot = at.gradient(0) else { return }
    let weight = 2 * at.outputGradient[0] / Real(at.rows * at.size(0))
    forEachDistance(at) { place, distance, examples in
      var scale = Lanes.zero
      for lane in 0..<examples { scale[lane] = weight }
      slot.contribute(scale * distance, at: place)
    }
  }

  /// Visits x − q, output by output, of sixteen examples at a time: where they lie, and how many are examples.
  @inline(__always)
  private func forEachDistance(_ at: Site, _ body: (_ place: Int, _ distance: Lanes, _ examples: Int) -> Void)
  {
    guard let labels = at[1].baseAddress else { return }
    let classes = at.size(0)
    at.forEachPanel(of: 0) { first, outputs in
      let label = Lanes(at: labels + first)
      for number in 0..<classes {
        let target = Lanes.zero.replacing(with: 1, where: label .== Real(number))
        body(
          first * classes + number * Lanes.scalarCount,
          Lanes(at: outputs + number * Lanes.scalarCount) - target,
          min(Lanes.scalarCount, at.rows - first))
      }
    }
  }
}
