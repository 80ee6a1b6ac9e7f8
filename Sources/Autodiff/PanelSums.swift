/// What becomes of the sums that `PanelSums` computes.
protocol PanelSink {
  /// Takes the sums of one unit: of one panel, or of several whose places in the result are `distance` apart.
  func take<Block: LaneBlock>(_ sum: Block, unit: Int, place: Int, apart distance: Int)
}

/// For each panel p and unit u the sum Σ w[u · unitStride + i · termStride] x[p, i] over terms i.
struct PanelSums {
  let terms: UnsafePointer<Real>
  let count: Int
  let weights: UnsafePointer<Real>
  let unitStride: Int
  let termStride: Int

  /// Five units and four panels at a time: their sums, and what they are made of, fit into 32 registers.
  func compute(units: Int, panels: Int, _ sink: some PanelSink) {
    var panel = 0
    while panel + 4 <= panels {
      compute(FourLanes.self, panel, units, sink)
      panel += 4
    }
    while panel < panels {
      compute(Lanes.self, panel, units, sink)
      panel += 1
    }
  }

  private func compute<Block: LaneBlock>(
    _ type: Block.Type, _ panel: Int, _ units: Int, _ sink: some PanelSink
  ) {
    var unit = 0
    while unit + 5 <= units {
      tile(InlineArray<5, Block>.self, panel, unit, units, sink)
      unit += 5
    }
    switch units - unit {
    case 4: tile(InlineArray<4, Block>.self, panel, unit, units, sink)
    case 3: tile(InlineArray<3, Block>.self, panel, unit, units, sink)
    case 2: tile(InlineArray<2, Block>.self, panel, unit, units, sink)
    case 1: tile(InlineArray<1, Block>.self, panel, unit, units, sink)
    default: break
    }
  }

  @inline(__always)
  private func tile<let width: Int, Block: LaneBlock>(
    _ type: InlineArray<width, Block>.Type, _ panel: Int, _ unit: Int, _ units: Int, _ sink: some PanelSink
  ) {
    var sums = type.init(repeating: .zero)
    let (weights, lanes) = (weights + unit * unitStride, Lanes.scalarCount)
    let terms = terms + panel * count * lanes
    for i in 0..<count {
      let x = Block(at: terms + i &* lanes, apart: count &* lanes)
      for u in 0..<width {
        sums[unchecked: u].add(Lanes(repeating: weights[u &* unitStride &+ i &* termStride]), x)
      }
    }
    for u in 0..<width {
      sink.take(
        sums[unchecked: u], unit: unit + u, place: (panel * units + unit + u) * lanes, apart: units * lanes)
    }
  }
}
