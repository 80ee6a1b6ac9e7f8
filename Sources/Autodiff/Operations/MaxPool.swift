import Numbers

/// The largest number of square windows that lie within the image, channel by channel.
public struct MaxPool: Operation {
  private let windows: PoolingWindows
  /// A window's height and width.
  public var window: Int { windows.side }
  /// The distance between windows.
  public var stride: Int { windows.stride }

  /// The largest number of windows; without a stride they lie side by side.
  public init(window: Int, stride: Int? = nil) {
    windows = PoolingWindows(window, stride: stride)
  }

  /// The backward pass looks again where a window's largest number lies.
  public var backwardReads: BackwardReads { .inputs }

  /// [n, c, h, w] gives [n, c, h′, w′], where an extent e becomes ⌊(e − window) / stride⌋ + 1.
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape { try windows.shape(of: inputs) }

  /// y ← the largest x of each window; a value that is not a number is the largest.
  public func forward(_ at: Site) {
    let (x, y) = (at[0], at.output)
    windows.forEach(at) { output, corner, width in y[output] = x[largest(x, corner, width)] }
  }

  /// dx ← dy at the first of the largest numbers of each window, summed where windows overlap.
  public func backward(_ at: Site) {
    guard let slot = at.gradient(0) else { return }
    let (x, dx, dy) = (at[0], slot.buffer, at.outputGradient)
    if !slot.isBegun { dx.update(repeating: 0) }
    windows.forEach(at) { output, corner, width in dx[largest(x, corner, width)] += dy[output] }
  }

  /// Where the window's largest number lies, the first of several, row after row.
  @inline(__always)
  private func largest(_ x: UnsafeMutableBufferPointer<Real>, _ corner: Int, _ width: Int) -> Int {
    var best = corner
    for row in 0..<window {
      for i in corner + row * width..<corner + row * width + window where x[i] > x[best] || x[i].isNaN {
        best = i
      }
    }
    return best
  }
}
