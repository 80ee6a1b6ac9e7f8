/// For each panel p and unit u the sum Σ w[u, i] x[p, i] over terms i, which come in runs of equal length.
///
/// A layer's outputs have its weights for w, and panels of examples; its weights' gradients have the gradients of its
/// outputs for w, and panels of inputs, an example a term.
struct PanelSums {
  let terms: UnsafePointer<Real>
  let weights: UnsafePointer<Real>
  /// How far apart the weights of two units lie.
  let unitStride: Int
  /// How far apart the weights of two terms of a run lie.
  let termStride: Int
  /// How many terms a run has.
  let run: Int
  /// How many runs there are.
  var runs = 1
  /// How far apart the weights of two runs lie.
  var runStride = 0

  /// Five units and four panels at a time: their sums, and what they are made of, fit into 32 registers.
  func compute(units: Int, panels: Int, _ sink: some PanelSink) {
    var panel = 0
    while panel + 4 <= panels {
      compute(LaneRow<4>.self, panel, units, sink)
      panel += 4
    }
    switch panels - panel {
    case 3: compute(LaneRow<3>.self, panel, units, sink)
    case 2: compute(LaneRow<2>.self, panel, units, sink)
    case 1: compute(Lanes.self, panel, units, sink)
    default: break
    }
  }

  /// Writes the sums, or adds them to what is there where `adding`.
  func compute(units: Int, panels: Int, into target: PanelTarget, adding: Bool) {
    if adding {
      compute(units: units, panels: panels, AddSink(target: target))
    } else {
      compute(units: units, panels: panels, StoreSink(target: target))
    }
  }

  private func compute<Block: LaneBlock>(
    _ type: Block.Type, _ panel: Int, _ units: Int, _ sink: some PanelSink
  ) {
    var unit = 0
    while unit + 5 <= units {
      tile(InlineArray<5, Block>.self, panel, unit, sink)
      unit += 5
    }
    switch units - unit {
    case 4: tile(InlineArray<4, Block>.self, panel, unit, sink)
    case 3: tile(InlineArray<3, Block>.self, panel, unit, sink)
    case 2: tile(InlineArray<2, Block>.self, panel, unit, sink)
    case 1: tile(InlineArray<1, Block>.self, panel, unit, sink)
    default: break
    }
  }

  @inline(__always)
  private func tile<let width: Int, Block: LaneBlock>(
    _ type: InlineArray<width, Block>.Type, _ panel: Int, _ unit: Int, _ sink: some PanelSink
  ) {
    var sums = type.init(repeating: .zero)
    let (lanes, apart) = (Lanes.scalarCount, runs * run * Lanes.scalarCount)
    var (weights, terms) = (weights + unit * unitStride, terms + panel * apart)
    for _ in 0..<runs {
      for i in 0..<run {
        let x = Block(at: terms + i &* lanes, apart: apart)
        for u in 0..<width {
          sums[unchecked: u].add(Lanes(repeating: weights[u &* unitStride &+ i &* termStride]), x)
        }
      }
      weights += runStride
      terms += run &* lanes
    }
    for u in 0..<width { sink.take(sums[unchecked: u], unit: unit + u, panel: panel) }
  }
}
