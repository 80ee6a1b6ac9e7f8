/// The mean of each channel: [n, c, h, w] becomes [n, c].
public struct GlobalAveragePool: Operation {
  /// The mean.
  public init() {}

  /// Nothing: a mean's gradient is the same everywhere.
  public var backwardReads: BackwardReads { [] }

  /// [n, c, h, w] gives [n, c].
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 1, inputs[0].isBatched, inputs[0].extents.count == 3 else {
      throw ShapeMismatch("the input must be a batch of images [n, channels, height, width]")
    }
    return .batch(inputs[0].extents[0])
  }

  /// y ← Σ x / (h w).
  public func forward(_ at: Site) {
    guard let x = at[0].baseAddress else { return }
    let y = at.output
    let pixels = at.extents(0)[1] * at.extents(0)[2]
    for channel in y.indices { y[channel] = Lanes.sum(x + channel * pixels, pixels) / Real(pixels) }
  }

  /// dx ← dy / (h w).
  public func backward(_ at: Site) {
    guard let dx = at.gradient(0) else { return }
    let dy = at.outputGradient
    let pixels = at.extents(0)[1] * at.extents(0)[2]
    for channel in dy.indices {
      let share = dy[channel] / Real(pixels)
      dx.part(channel * pixels..<(channel + 1) * pixels).contribute { _ in share }
    }
  }
}
