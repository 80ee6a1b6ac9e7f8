import Numbers

/// The mean of each channel: [n, c, h, w] becomes [n, c].
public struct GlobalAveragePool: Operation {
  /// The mean.
  public init() {}

  /// The backward pass reads nothing of the forward one: a mean's gradient is the same everywhere.
  public var backwardReads: BackwardReads { [] }

  /// [n, c, h, w] gives [n, c].
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 1, inputs[0].isBatched, inputs[0].extents.count == 3 else {
      throw ShapeMismatch("the input must be a batch of images [n, channels, height, width]")
    }
    return .batch(inputs[0].extents[0])
  }

  /// y ← Σ x / (h w); what is left over of a panel repeats the last image's means.
  public func forward(_ at: Site) {
    guard let x = at[0].baseAddress else { return }
    let (y, channels, pixels) = (at.output, at.extents(0)[0], at.extents(0)[1] * at.extents(0)[2])
    for place in y.indices {
      let (row, channel) = image(place, channels, at)
      y[place] = Lanes.sum(x + (min(row, at.rows - 1) * channels + channel) * pixels, pixels) / Real(pixels)
    }
  }

  /// dx ← dy / (h w).
  public func backward(_ at: Site) {
    guard let dx = at.gradient(0) else { return }
    let (dy, channels, pixels) = (at.outputGradient, at.extents(0)[0], at.extents(0)[1] * at.extents(0)[2])
    for place in dy.indices {
      let (row, channel) = image(place, channels, at)
      guard row < at.rows else { continue }
      let (start, share) = ((row * channels + channel) * pixels, dy[place] / Real(pixels))
      dx.part(start..<start + pixels).contribute { _ in share }
    }
  }

  /// The image and the channel whose mean lies at a place of a panel.
  private func image(_ place: Int, _ channels: Int, _ at: Site) -> (row: Int, channel: Int) {
    let (panel, rest) = place.quotientAndRemainder(dividingBy: channels * at.lanes)
    return (panel * at.lanes + rest % at.lanes, rest / at.lanes)
  }
}
