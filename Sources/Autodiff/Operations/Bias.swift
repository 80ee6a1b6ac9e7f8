/// The sum y = x + b of a batch x [n, m, …] and the same biases b [m] for every example: one bias a feature, or one a
/// channel of an image [n, m, h, w].
public struct Bias: Operation {
  /// The sum.
  public init() {}

  /// The backward pass reads nothing of the forward one: a sum's gradient is the same everywhere.
  public var backwardReads: BackwardReads { [] }

  /// The output may take the input's place, which nothing reads any more.
  public var mayOverwriteInput: Bool { true }

  /// [n, m, …] and [m] give [n, m, …].
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 2, inputs[0].isBatched, let features = inputs[0].extents.first else {
      throw ShapeMismatch("the input must be a batch of features [n, m] or channels [n, m, …]")
    }
    guard inputs[1] == .fixed(features) else {
      throw ShapeMismatch("an input of \(features) features takes as many biases")
    }
    return inputs[0]
  }

  /// For sums over the batch.
  public func scratchBytes(for inputs: [Shape]) -> Int { Panels.scratchBytes(ofSums: inputs[1].size) }

  /// y ← x + b.
  public func forward(_ at: Site) {
    let (b, y) = (at[1], at.output)
    guard let x = at[0].baseAddress else { return }
    at.forEachFeature { feature, run, _ in
      let bias = b[feature]
      let x = x + run.lowerBound
      UnsafeMutableBufferPointer(rebasing: y[run]).assign { x[$0] + bias }
    }
  }

  /// dx ← dy, and db ← the sum of dy over the batch, and over each channel.
  public func backward(_ at: Site) {
    let dy = at.outputGradient
    at.gradient(0)?.contribute(dy)
    guard let slot = at.gradient(1), let db = slot.buffer.baseAddress, let first = dy.baseAddress else {
      return
    }
    let features = at.size(1)
    let run = at.size(0) / features * at.lanes
    Panels.sum(panels: at.panels, size: features, into: db, adding: slot.isBegun, scratch: at.scratch) {
      _, feature, panel in
      Lanes.sum(first + (panel * features + feature) * run, vectors: run / at.lanes)
    }
  }
}
