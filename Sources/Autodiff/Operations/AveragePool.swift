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
    at.lanes == 1 ? forward(at, of: Real.self) : forward(at, of: Lanes.self)
  }

  @inline(__always)
  private func forward<Number: PanelNumber>(_ at: Site, of type: Number.Type) {
    guard let x = at[0].baseAddress, let y = at.output.baseAddress else { return }
    let area = Real(window * window)
    windows.forEach(at) { output, corner, pitch in
      var sum = Number.zero
      for row in 0..<window {
        for column in 0..<window { sum = sum + Number(at: x + (corner + row * pitch + column * at.lanes)) }
      }
      (sum / area).store(at: y + output)
    }
  }

  /// dx ← dy / window² in each window, summed where windows overlap.
  public func backward(_ at: Site) {
    guard let slot = at.gradient(0), let dy = at.outputGradient.baseAddress else { return }
    let (dx, area) = (slot.begun, Real(window * window))
    if !slot.isBegun { slot.buffer.update(repeating: 0) }
    windows.forEach(at) { output, corner, pitch in
      let share = Lanes(at: dy + output) / area
      for row in 0..<window {
        for column in 0..<window { dx.contribute(share, at: corner + row * pitch + column * at.lanes) }
      }
    }
  }
}
