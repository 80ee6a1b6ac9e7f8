import Numbers

/// For each panel p and unit u the sum Σ w[u, i] x[p, i] over terms i.
///
/// A layer's outputs have its weights for w, and panels of examples; its weights' gradients have the gradients of its
/// outputs for w, and panels of inputs, an example a term.
struct PanelSums {
  let vectors: UnsafePointer<Real>
  /// How far apart panels lie.
  let apart: Int
  let weights: UnsafePointer<Real>
  /// What is added up.
  let terms: PanelIndices

  /// How many units a tile has: five of them and four panels at a time, their sums and what these are made of, fit into
  /// 32 registers.
  static let height = 5

  /// Gives the sums of units, of up to four panels, to a sink.
  func compute(_ units: PanelIndices, from panel: Int, count: Int, _ sink: some PanelSink) {
    switch count {
    case 4: compute(LaneRow<4>.self, units, panel, sink)
    case 3: compute(LaneRow<3>.self, units, panel, sink)
    case 2: compute(LaneRow<2>.self, units, panel, sink)
    case 1: compute(Lanes.self, units, panel, sink)
    default: preconditionFailure("\(count) panels at a time")
    }
  }

  /// Writes the sums, or adds them to what is there where `adding`.
  func compute(_ units: PanelIndices, from panel: Int, count: Int, into target: PanelTarget, adding: Bool) {
    if adding {
      compute(units, from: panel, count: count, AddSink(target: target))
    } else {
      compute(units, from: panel, count: count, StoreSink(target: target))
    }
  }

  private func compute<Block: LaneBlock>(
    _ type: Block.Type, _ units: PanelIndices, _ panel: Int, _ sink: some PanelSink
  ) {
    var (unit, left) = (units.start, units.count)
    while left >= Self.height {
      tile(InlineArray<5, Block>.self, unit, panel, sink)
      unit += Self.height
      left -= Self.height
    }
    switch left {
    case 4: tile(InlineArray<4, Block>.self, unit, panel, sink)
    case 3: tile(InlineArray<3, Block>.self, unit, panel, sink)
    case 2: tile(InlineArray<2, Block>.self, unit, panel, sink)
    case 1: tile(InlineArray<1, Block>.self, unit, panel, sink)
    default: break
    }
  }

  /// Not inlined, so that addresses have registers enough; sums are taken one by one, because a loop would put them all
  /// into memory first.
  @inline(never)
  private func tile<let width: Int, Block: LaneBlock>(
    _ type: InlineArray<width, Block>.Type, _ unit: UnsafePointer<PanelIndices.Index>, _ panel: Int,
    _ sink: some PanelSink
  ) {
    var sums = type.init(repeating: .zero)
    var rows = InlineArray<width, UnsafePointer<Real>>(repeating: weights)
    for u in 0..<width { rows[unchecked: u] = weights + Int(unit[u].weight) }
    let vectors = vectors + panel &* apart
    var term = terms.start
    let end = term + terms.count
    while term < end {
      let x = Block(at: vectors + Int(term.pointee.number) &* Lanes.scalarCount, apart: apart)
      let weight = Int(term.pointee.weight)
      for u in 0..<width { sums[unchecked: u].add(Lanes(repeating: rows[unchecked: u][weight]), x) }
      term += 1
    }
    sink.take(sums[unchecked: 0], unit: Int(unit[0].number), panel: panel)
    if width > 1 { sink.take(sums[unchecked: 1], unit: Int(unit[1].number), panel: panel) }
    if width > 2 { sink.take(sums[unchecked: 2], unit: Int(unit[2].number), panel: panel) }
    if width > 3 { sink.take(sums[unchecked: 3], unit: Int(unit[3].number), panel: panel) }
    if width > 4 { sink.take(sums[unchecked: 4], unit: Int(unit[4].number), panel: panel) }
  }
}
