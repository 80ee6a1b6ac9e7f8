import Numbers

/// The product y = g x of a batch x [n, m, …] with gains that learn: one for each feature or channel, g [m], or one for all
/// numbers, g [1].
public struct Gain: Operation {
  /// The product.
  public init() {}

  /// The gradient of each factor is a product with the other.
  public var backwardReads: BackwardReads { .inputs }

  /// [n, m, …] and [m], or [1], give [n, m, …].
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape { try Self.shape(of: inputs, "gains") }

  static func shape(of inputs: [Shape], _ what: String) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 2, inputs[0].isBatched, let features = inputs[0].extents.first else {
      throw ShapeMismatch("the input must be a batch of features [n, m] or channels [n, m, …]")
    }
    guard inputs[1] == .fixed(features) || inputs[1] == .fixed(1) else {
      throw ShapeMismatch("an input of \(features) features takes as many \(what), or one")
    }
    return inputs[0]
  }

  /// y ← g x.
  public func forward(_ at: Site) {
    let (x, gains, y) = (at[0], at[1], at.output)
    at.forEachFeature { feature, run, _ in
      let gain = gains[gains.count == 1 ? 0 : feature]
      for i in run { y[i] = gain * x[i] }
    }
  }

  /// dx ← g dy, and dg ← the sum of x dy over the batch, and over each channel.
  public func backward(_ at: Site) {
    guard let x = at[0].baseAddress, let dy = at.outputGradient.baseAddress else { return }
    let gains = at[1]
    let (dx, dg) = (at.gradient(0), at.gradient(1))
    if let dg, !dg.isBegun { dg.buffer.update(repeating: 0) }
    at.forEachFeature { feature, run, _ in
      let place = gains.count == 1 ? 0 : feature
      let gain = gains[place]
      dx?.part(run).contribute { gain * dy[run.lowerBound &+ $0] }
      if let dg {
        dg.buffer[place] += Lanes.sum(of: dy + run.lowerBound, times: x + run.lowerBound, about: 0, run.count)
      }
    }
  }
}
