import Numbers

/// The two passes of `ExampleNorm` over a batch of vectors: sixteen examples at a time.
struct PanelNorm {
  private let norm: ExampleNorm
  private let at: Site
  private let gains: UnsafeMutableBufferPointer<Real>
  /// The numbers of a group.
  private let count: Int

  init(_ norm: ExampleNorm, _ at: Site) {
    (self.norm, self.at) = (norm, at)
    gains = at[1]
    count = at.size(0) / norm.groups
  }

  private var memo: UnsafeMutablePointer<Real>? { at[norm.isCentred ? 3 : 2].baseAddress }

  func forward() {
    guard let memo, let y = at.output.baseAddress else { return }
    forEachGroup { x, group, first, kept in
      var (mean, square) = (Lanes.zero, Lanes.zero)
      if norm.isCentred {
        for i in 0..<count { mean += Lanes(at: x + i * lanes) }
        mean /= Real(count)
      }
      for i in 0..<count {
        let distance = Lanes(at: x + i * lanes) - mean
        square += distance * distance
      }
      let scale = 1 / (square / Real(count) + norm.epsilon).squareRoot()
      mean.store(at: memo + kept)
      scale.store(at: memo + (kept + lanes))
      for i in 0..<count {
        let number = group * count + i
        let bias = norm.isCentred ? at[2][number] : 0
        ((Lanes(at: x + i * lanes) - mean) * scale * gains[number] + bias).store(at: y + (first + i * lanes))
      }
    }
  }

  func backward() {
    guard let memo, let dy = at.outputGradient.baseAddress else { return }
    let size = at.size(0)
    let sums = at.scratch.bindMemory(to: Lanes.self, capacity: 2 * size)
    sums.update(repeating: .zero, count: 2 * size)
    let slot = at.gradient(0)
    forEachGroup { x, group, first, kept in
      let (mean, scale) = (Lanes(at: memo + kept), Lanes(at: memo + (kept + lanes)))
      var (steady, along) = (Lanes.zero, Lanes.zero)
      for i in 0..<count {
        let number = group * count + i
        let gradient = Lanes(at: dy + (first + i * lanes))
        let unit = (Lanes(at: x + i * lanes) - mean) * scale
        sums[number] += gradient * unit
        sums[size + number] += gradient
        steady += gradient * gains[number]
        along += gradient * gains[number] * unit
      }
      steady = norm.isCentred ? steady / Real(count) : .zero
      along /= Real(count)
      guard let slot else { return }
      for i in 0..<count {
        let place = first + i * lanes
        let unit = (Lanes(at: x + i * lanes) - mean) * scale
        let term = (Lanes(at: dy + place) * gains[group * count + i] - steady - unit * along) * scale
        slot.contribute(term, at: place)
      }
    }
    at.gradient(1)?.contribute { sums[$0].total }
    if norm.isCentred { at.gradient(2)?.contribute { sums[size + $0].total } }
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
}
