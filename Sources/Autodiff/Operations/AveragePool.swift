import Numbers

/// The mean over square windows that lie within the image, channel by channel.
public struct AveragePool: Operation {
  /// A window's height and width.
  public let window: Int
  /// The distance between windows.
  public let stride: Int

  /// The mean over windows; without a stride they lie side by side.
  public init(window: Int, stride: Int? = nil) {
    let stride = stride ?? window
    precondition(window > 0 && stride > 0, "a window of \(window) that moves by \(stride)")
    (self.window, self.stride) = (window, stride)
  }

  /// The backward pass reads nothing of the forward one: a mean's gradient is the same everywhere.
  public var backwardReads: BackwardReads { [] }

  /// [n, c, h, w] gives [n, c, h′, w′], where an extent e becomes ⌊(e − window) / stride⌋ + 1.
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 1, inputs[0].isBatched, inputs[0].extents.count == 3 else {
      throw ShapeMismatch("the input must be a batch of images [n, channels, height, width]")
    }
    let extents = inputs[0].extents
    guard window <= extents[1], window <= extents[2] else {
      throw ShapeMismatch(
        "a window of \(window) × \(window) does not fit into an image of \(extents[1]) × \(extents[2])")
    }
    return .batch(extents[0], windows(extents[1]), windows(extents[2]))
  }

  /// y ← Σ x / window².
  public func forward(_ at: Site) {
    let (x, y) = (at[0], at.output)
    let area = Real(window * window)
    forEachWindow(at) { output, corner, width in
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
    let (dx, dy) = (slot.buffer, at.outputGradient)
    let area = Real(window * window)
    if !slot.isBegun { dx.update(repeating: 0) }
    forEachWindow(at) { output, corner, width in
      let share = dy[output] / area
      for row in 0..<window {
        for i in corner + row * width..<corner + row * width + window { dx[i] += share }
      }
    }
  }

  private func windows(_ extent: Int) -> Int {
    (extent - window) / stride + 1
  }

  /// Visits the windows of all images: the output's number, the number of the window's first pixel, and how many
  /// pixels lie between its rows.
  @inline(__always)
  private func forEachWindow(_ at: Site, _ body: (_ output: Int, _ corner: Int, _ width: Int) -> Void) {
    let extents = at.extents(0)
    let (height, width) = (extents[1], extents[2])
    let (down, across) = (windows(height), windows(width))
    var output = 0
    for image in 0..<at.rows * extents[0] {
      for i in 0..<down {
        let row = (image * height + i * stride) * width
        for j in 0..<across {
          body(output, row + j * stride, width)
          output += 1
        }
      }
    }
  }
}
