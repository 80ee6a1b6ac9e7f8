import Numbers

/// The mean over square windows that lie within the image, channel by channel.
public struct AveragePool: Operation {
  private let windows: PoolingWindows
  /// A window's height and width.
  public var window: Int { windows.side }
  /// The distance between windows.
  public var stride: Int { windows.stride }

  /// The mean over windows; without a stride they lie side by side.
  public init(window: Int, stride: Int? = nil) {
    windows = PoolingWindows(window, stride: stride)
  }

  /// The backward pass reads nothing of the forward one: a mean's gradient is the same everywhere.
  public var backwardReads: BackwardReads { [] }

  /// [n, c, h, w] gives [n, c, h′, w′], where an extent e becomes ⌊(e − window) / stride⌋ + 1.
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape { try windows.shape(of: inputs) }

  /// y ← Σ x / window².
  public func forward(_ at: Site) {
    let (x, y, window) = (at[0], at.output, window)
    let area = Real(window * window)
    windows.forEach(at) { output, corner, width in
      var sum: Real = 0
      for row in 0..<window {
        for i in corner + row * width..<corner + row * width + window { sum += x[i] }
      }
      y[output] = sum / area
    }
  }

  /// dx ← dy / window² in each window, summed where windows overlap.
  public func backward(_ at: Site) {
    guard let slot = at.gradient(0) else { return }
    let (dx, dy, window) = (slot.buffer, at.outputGradient, window)
    let area = Real(window * window)
    if !slot.isBegun { dx.update(repeating: 0) }
    windows.forEach(at) { output, corner, width in
      let share = dy[output] / area
      for row in 0..<window {
        for i in corner + row * width..<corner + row * width + window { dx[i] += share }
      }
    }
  }
}
