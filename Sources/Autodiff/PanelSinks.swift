import CProcessor

/// What becomes of the sums that `PanelSums` computes.
protocol PanelSink {
  /// Takes the sums of one unit: of one panel, or of it and those that follow.
  func take<Block: LaneBlock>(_ sum: Block, unit: Int, panel: Int)
}

/// Where the sums of units and panels lie in memory.
struct PanelTarget {
  private let start: UnsafeMutablePointer<Real>
  private let unitStride: Int
  private let panelStride: Int

  /// Panels of `size` numbers for each example.
  init(panels start: UnsafeMutablePointer<Real>, of size: Int) {
    self.start = start
    (unitStride, panelStride) = (Lanes.scalarCount, size * Lanes.scalarCount)
  }

  /// A row of `size` numbers for each unit.
  init(rows start: UnsafeMutablePointer<Real>, of size: Int) {
    self.start = start
    (unitStride, panelStride) = (size, Lanes.scalarCount)
  }

  @inline(__always)
  func load<Block: LaneBlock>(_ unit: Int, _ panel: Int) -> Block {
    Block(at: start + unit * unitStride + panel * panelStride, apart: panelStride)
  }

  @inline(__always)
  func store<Block: LaneBlock>(_ sum: Block, _ unit: Int, _ panel: Int) {
    sum.store(at: start + unit * unitStride + panel * panelStride, apart: panelStride)
  }
}

/// Writes the sums.
struct StoreSink: PanelSink {
  let target: PanelTarget

  @inline(__always)
  func take<Block: LaneBlock>(_ sum: Block, unit: Int, panel: Int) {
    target.store(sum, unit, panel)
  }
}

/// Adds the sums to what is there.
struct AddSink: PanelSink {
  let target: PanelTarget

  @inline(__always)
  func take<Block: LaneBlock>(_ sum: Block, unit: Int, panel: Int) {
    var sum = sum
    sum.add(Lanes(repeating: 1), target.load(unit, panel))
    target.store(sum, unit, panel)
  }
}

/// Does what another does, and asks for the numbers of panels that lie like those of the sums, which are needed later.
struct FetchingSink<Sink: PanelSink>: PanelSink {
  let sink: Sink
  let later: UnsafePointer<Real>
  /// How many numbers an example has.
  let size: Int

  @inline(__always)
  func take<Block: LaneBlock>(_ sum: Block, unit: Int, panel: Int) {
    sink.take(sum, unit: unit, panel: panel)
    for i in 0..<Block.width / Lanes.scalarCount {
      processor_prefetch_near(later + ((panel + i) * size + unit) * Lanes.scalarCount)
    }
  }
}

/// Writes the sums with their unit's bias.
struct BiasedSink: PanelSink {
  let target: PanelTarget
  let biases: UnsafePointer<Real>

  @inline(__always)
  func take<Block: LaneBlock>(_ sum: Block, unit: Int, panel: Int) {
    let bias = Lanes(repeating: biases[unit])
    target.store(sum.map { $0 + bias }, unit, panel)
  }
}

/// Writes the sums with their unit's bias, rectified, and which units are active.
struct RectifiedSink: PanelSink {
  let target: PanelTarget
  let biases: UnsafePointer<Real>
  let flags: UnsafeMutablePointer<UInt8>

  @inline(__always)
  func take<Block: LaneBlock>(_ sum: Block, unit: Int, panel: Int) {
    let bias = Lanes(repeating: biases[unit])
    let values = sum.map { ($0 + bias).rectified }
    target.store(values, unit, panel)
    flags[unit] = any(values.isNonzero) ? 1 : 0
  }
}

/// Adds the sums to what is there, one by one, where their columns are.
struct ScatterSink: PanelSink {
  let start: UnsafeMutablePointer<Real>
  let rowSize: Int
  let columns: UnsafePointer<PanelIndices.Index>
  let count: Int
  /// Where a unit's sums lie on their way.
  let numbers: UnsafeMutablePointer<Real>

  @inline(__always)
  func take<Block: LaneBlock>(_ sum: Block, unit: Int, panel: Int) {
    sum.store(at: numbers)
    let row = start + unit &* rowSize
    for i in 0..<count { row[Int(columns[i].number)] += numbers[i] }
  }
}
