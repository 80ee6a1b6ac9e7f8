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

  /// y ← Σ x / (h w).
  public func forward(_ at: Site) {
    guard let x = at[0].baseAddress, let y = at.output.baseAddress else { return }
    let pixels = at.size(0) / at.outputSize
    var channel = 0
    at.forEachFeature { _, run, _ in
      let first = x + run.lowerBound
      if at.lanes == 1 {
        y[channel] = Lanes.sum(first, pixels) / Real(pixels)
      } else {
        (Lanes.sum(first, vectors: pixels) / Real(pixels)).store(at: y + channel * at.lanes)
      }
      channel += 1
    }
  }

  /// dx ← dy / (h w).
  public func backward(_ at: Site) {
    guard let slot = at.gradient(0), let dy = at.outputGradient.baseAddress else { return }
    let pixels = at.size(0) / at.outputSize
    var channel = 0
    at.forEachFeature { _, run, _ in
      let share = Lanes(at: dy + channel * at.lanes) / Real(pixels)
      for place in stride(from: run.lowerBound, to: run.upperBound, by: at.lanes) {
        slot.contribute(share, at: place)
      }
      channel += 1
    }
  }
}
