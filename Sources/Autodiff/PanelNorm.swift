import Numbers

/// The two passes of `ExampleNorm` over a batch: sixteen examples at a time.
struct PanelNorm {
  private let norm: ExampleNorm
  private let at: Site
  private let gains: UnsafeMutableBufferPointer<Real>
  /// The numbers of a group, and those of them that take the same gain.
  private let count, run: Int

  init(_ norm: ExampleNorm, _ at: Site) {
    (self.norm, self.at) = (norm, at)
    gains = at[1]
    count = at.size(0) / norm.groups
    run = at.size(0) / at.size(1)
  }

  private var memo: UnsafeMutablePointer<Real>? { at[norm.isCentred ? 3 : 2].baseAddress }

  func forward() {
    guard let memo, let y = at.output.baseAddress else { return }
    forEachGroup { x, group, first, kept in
      var (mean, square) = (Lanes.zero, Lanes.zero)
      if norm.isCentred { mean = Lanes.sum(x, vectors: count) / Real(count) }
      for i in 0..<count {
        let distance = Lanes(at: x + i * lanes) - mean
        square += distance * distance
      }
      let scale = 1 / (square / Real(count) + norm.epsilon).squareRoot()
      mean.store(at: memo + kept)
      scale.store(at: memo + (kept + lanes))
      forEachGain(of: group) { gain, numbers in
        let (factor, bias) = (gains[gain], norm.isCentred ? at[2][gain] : 0)
        for i in numbers {
          ((Lanes(at: x + i * lanes) - mean) * scale * factor + bias).store(at: y + (first + i * lanes))
        }
      }
    }
  }

  func backward() {
    guard let memo, let dy = at.outputGradient.baseAddress else { return }
    let sums = at.scratch.bindMemory(to: Lanes.self, capacity: 2 * gains.count)
    sums.update(repeating: .zero, count: 2 * gains.count)
    let slot = at.gradient(0)
    forEachGroup { x, group, first, kept in
      let (mean, scale) = (Lanes(at: memo + kept), Lanes(at: memo + (kept + lanes)))
      var (steady, along) = (Lanes.zero, Lanes.zero)
      forEachGain(of: group) { gain, numbers in
        let factor = gains[gain]
        var (sum, product) = (Lanes.zero, Lanes.zero)
        for i in numbers {
          let gradient = Lanes(at: dy + (first + i * lanes))
          let unit = (Lanes(at: x + i * lanes) - mean) * scale
          sum += gradient
          product += gradient * unit
          steady += gradient * factor
          along += gradient * factor * unit
        }
        sums[gain] += product
        sums[gains.count + gain] += sum
      }
      steady = norm.isCentred ? steady / Real(count) : .zero
      along /= Real(count)
      guard let slot else { return }
      forEachGain(of: group) { gain, numbers in
        for i in numbers {
          let place = first + i * lanes
          let unit = (Lanes(at: x + i * lanes) - mean) * scale
          slot.contribute((Lanes(at: dy + place) * gains[gain] - steady - unit * along) * scale, at: place)
        }
      }
    }
    at.gradient(1)?.contribute { sums[$0].total }
    if norm.isCentred { at.gradient(2)?.contribute { sums[gains.count + $0].total } }
  }

  private let lanes = Lanes.scalarCount

  /// Visits each group of each panel: its first number, which group it is, and where that number lies in the batch and what
  /// is kept of the group in the memo.
  @inline(__always)
  private func forEachGroup(
    _ body: (_ x: UnsafePointer<Real>, _ group: Int, _ first: Int, _ kept: Int) -> Void
  ) {
    guard let x = at[0].baseAddress else { return }
    for panel in 0..<at.panels {
      for group in 0..<norm.groups {
        let number = panel * norm.groups + group
        body(x + number * count * lanes, group, number * count * lanes, 2 * number * lanes)
      }
    }
  }

  /// Visits the numbers of a group that take the same gain, and that gain's number.
  @inline(__always)
  private func forEachGain(of group: Int, _ body: (_ gain: Int, _ numbers: Range<Int>) -> Void) {
    let gains = count / run
    for i in 0..<gains { body(group * gains + i, i * run..<(i + 1) * run) }
  }
}
