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
    at.lanes == 1 ? forward(at, of: Real.self) : forward(at, of: Lanes.self)
  }

  @inline(__always)
  private func forward<Number: PanelNumber>(_ at: Site, of type: Number.Type) {
    guard let x = at[0].baseAddress, let y = at.output.baseAddress else { return }
    windows.forEach(at) { output, corner, pitch in
      var largest = Number(at: x + corner)
      for row in 0..<window {
        for column in 0..<window {
          largest = Number.larger(largest, Number(at: x + (corner + row * pitch + column * at.lanes)))
        }
      }
      largest.store(at: y + output)
    }
  }

  /// dx ← dy at the first of the largest numbers of each window, summed where windows overlap.
  public func backward(_ at: Site) {
    guard let slot = at.gradient(0), let x = at[0].baseAddress, let dy = at.outputGradient.baseAddress else {
      return
    }
    let dx = slot.begun
    if !slot.isBegun { slot.buffer.update(repeating: 0) }
    windows.forEach(at) { output, corner, pitch in
      let gradient = Lanes(at: dy + output)
      let best = best(x + corner, pitch)
      for row in 0..<window {
        for column in 0..<window {
          let share = Lanes.zero.replacing(with: gradient, where: best .== Real(row * window + column))
          dx.contribute(share, at: corner + row * pitch + column * at.lanes)
        }
      }
    }
  }

  /// Which of a window's numbers is the largest, the first of several, row after row: for each of sixteen examples.
  @inline(__always)
  private func best(_ corner: UnsafePointer<Real>, _ pitch: Int) -> Lanes {
    var (largest, best) = (Lanes(at: corner), Lanes.zero)
    for row in 0..<window {
      for column in 0..<window {
        let next = Lanes(at: corner + (row * pitch + column * Lanes.width))
        best.replace(with: Real(row * window + column), where: next.isLarger(than: largest))
        largest = Lanes.larger(largest, next)
      }
    }
    return best
  }
}
