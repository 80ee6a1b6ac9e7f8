import CProcessor
import Numbers

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

  /// Asks for the numbers of a unit and a panel.
  @inline(__always)
  func fetch(_ unit: Int, _ panel: Int) {
    processor_prefetch(start + (unit &* unitStride &+ panel &* panelStride))
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

/// Adds the sums to what is there, and asks for what the next units' are added to.
struct AddSink: PanelSink {
  let target: PanelTarget

  @inline(__always)
  func take<Block: LaneBlock>(_ sum: Block, unit: Int, panel: Int) {
    target.store(sum + target.load(unit, panel), unit, panel)
    for i in 0..<Block.width / Lanes.scalarCount { target.fetch(unit &+ PanelSums.height, panel &+ i) }
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

/// Does what another does, and, with a batch's first examples, asks for the weights of the units after the next ones.
struct AheadSink<Sink: PanelSink>: PanelSink {
  private let sink: Sink
  private let weights: UnsafePointer<Real>
  private let rowSize: Int
  /// How many weights of each unit are asked for: none once examples before brought them near, none in narrow layers,
  /// which are near anyway, and of long rows the beginning, after which the processor goes on by itself.
  private let fetched: Int

  /// Weights lie in rows of `size`, a row a unit.
  init(_ sink: Sink, weights: UnsafePointer<Real>, size: Int, isFirst: Bool) {
    (self.sink, self.weights, rowSize) = (sink, weights, size)
    fetched = isFirst && size >= 32 ? min(size, 128) : 0
  }

  @inline(__always)
  func take<Block: LaneBlock>(_ sum: Block, unit: Int, panel: Int) {
    sink.take(sum, unit: unit, panel: panel)
    let row = weights + (unit &+ 2 &* PanelSums.height) &* rowSize
    for i in stride(from: 0, to: fetched, by: Lanes.scalarCount) { processor_prefetch(row + i) }
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
  let activity: Activity

  @inline(__always)
  func take<Block: LaneBlock>(_ sum: Block, unit: Int, panel: Int) {
    target.store(rectified(sum, unit, panel), unit, panel)
  }

  /// The sums with their unit's bias, rectified and marked.
  @inline(__always)
  fileprivate func rectified<Block: LaneBlock>(_ sum: Block, _ unit: Int, _ panel: Int) -> Block {
    let bias = Lanes(repeating: biases[unit])
    var values = sum.map { $0 + bias }
    activity.words(from: panel)[unit] = values.rectify()
    return values
  }
}

/// Writes what `RectifiedSink` does, scaled and added to numbers that lie alike.
struct JoiningSink: PanelSink {
  let branch: RectifiedSink
  let scale: Real
  let shortcut: PanelTarget

  @inline(__always)
  func take<Block: LaneBlock>(_ sum: Block, unit: Int, panel: Int) {
    let scale = Lanes(repeating: scale)
    let values = branch.rectified(sum, unit, panel).map { scale * $0 }
    branch.target.store(values + shortcut.load(unit, panel), unit, panel)
  }
}

/// Adds the sums of some columns of rows to what is there.
struct SpreadSink: PanelSink {
  let start: UnsafeMutablePointer<Real>
  let rowSize: Int
  let columns: InputBlocks
  /// Where a unit's sums lie on their way.
  let numbers: UnsafeMutablePointer<Real>

  /// How many numbers lie on their way, of up to `groups` vectors of sums: a vector more is read.
  static func numberCount(groups: Int) -> Int { (groups + 1) * Lanes.scalarCount }

  @inline(__always)
  func take<Block: LaneBlock>(_ sum: Block, unit: Int, panel: Int) {
    sum.store(at: numbers)
    columns.write(numbers, to: start + unit &* rowSize, adding: true)
  }
}
