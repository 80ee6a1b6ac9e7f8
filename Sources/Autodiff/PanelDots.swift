import CProcessor
import Numbers

/// For each output o and input i the sum dw[o, i] of dy[e, o] x[e, i] over all examples e, as a sum over a register of
/// sixteen of them.
struct PanelDots {
  let x: UnsafePointer<Real>
  let inputs: Int
  let dy: UnsafePointer<Real>
  let outputs: Int
  let panels: Int
  let dw: UnsafeMutablePointer<Real>
  let isAdding: Bool
  /// The outputs and the inputs that are not 0 for every example.
  let rows, columns: PanelIndices
  /// Where the inputs' sums lie in a row.
  let blocks: InputBlocks

  private static var lanes: Int { Lanes.width }
  /// How many outputs and inputs a tile has: their sums, and what they are made of, fit into 32 registers.
  private static var side: Int { 5 }
  /// How many lines hold the inputs of a tile, most often, where some others lie between them.
  private static var lines: Int { 6 }
  /// How many inputs have their registers summed together, sixteen at a time.
  private static var group: Int { 3 * side }
  /// How many blocks of inputs lie near the processor while all outputs take their turn.
  private static var nearBlocks: Int { 10 }

  /// Where sums lie on their way: of three tiles, a vector each and then as numbers, and of a tile's outputs and all near
  /// inputs.
  private struct Scratch {
    let vectors, numbers, rows: UnsafeMutablePointer<Real>

    static var count: Int { Lanes.padded(side &* group) }
    /// From one output's sums to the next one's: a vector more is written, and read, than has sums.
    static var rowStep: Int { (nearBlocks &+ 1) &* lanes }

    init(_ start: UnsafeMutablePointer<Real>) {
      vectors = start
      numbers = start + Self.count * lanes
      rows = numbers + Self.count + lanes
    }
  }

  /// How many numbers of scratch memory `compute` needs.
  static var scratchCount: Int { Scratch.count * (lanes + 1) + lanes + side * Scratch.rowStep }

  /// Gradients are written row by row, because single numbers would each wait for far memory.
  func compute(scratch start: UnsafeMutablePointer<Real>) {
    let scratch = Scratch(start)
    forEachPart(of: blocks.count, atMost: Self.nearBlocks) { first, count in
      let blocks = blocks[first..<first + count]
      for row in stride(from: 0, to: rows.count, by: Self.side) {
        let some = rows[row..<min(row + Self.side, rows.count)]
        some.forEach { blocks.fetch(dw + $0 * inputs) }
        switch some.count {
        case 1: compute(InlineArray<1, Void>.self, row, blocks.sums, scratch)
        case 2: compute(InlineArray<2, Void>.self, row, blocks.sums, scratch)
        case 3: compute(InlineArray<3, Void>.self, row, blocks.sums, scratch)
        case 4: compute(InlineArray<4, Void>.self, row, blocks.sums, scratch)
        default: compute(InlineArray<5, Void>.self, row, blocks.sums, scratch)
        }
        var sums = UnsafePointer(scratch.rows)
        some.forEach {
          blocks.write(sums, to: dw + $0 * inputs, adding: isAdding)
          sums += Scratch.rowStep
        }
      }
    }
  }

  /// The sums of `height` outputs and some inputs.
  private func compute<let height: Int>(
    _ type: InlineArray<height, Void>.Type, _ row: Int, _ near: Range<Int>, _ scratch: Scratch
  ) {
    // With the first outputs the inputs come near, where they stay. Where registers are few, asking costs more than it saves.
    let asks = row == 0 && processor_has_avx512()
    for first in stride(from: near.lowerBound, to: near.upperBound, by: Self.group) {
      let count = min(Self.group, near.upperBound - first)
      for column in stride(from: first, to: first + count, by: Self.side) {
        let next = asks && column + Self.side < near.upperBound ? column + Self.side : nil
        let vectors = scratch.vectors + (column - first) * Self.lanes
        switch near.upperBound - column {
        case 1: tile(InlineArray<height, LaneRow<1>>.self, row, column, next, vectors, count)
        case 2: tile(InlineArray<height, LaneRow<2>>.self, row, column, next, vectors, count)
        case 3: tile(InlineArray<height, LaneRow<3>>.self, row, column, next, vectors, count)
        case 4: tile(InlineArray<height, LaneRow<4>>.self, row, column, next, vectors, count)
        default: tile(InlineArray<height, LaneRow<5>>.self, row, column, next, vectors, count)
        }
      }
      for sum in stride(from: 0, to: height * count, by: Self.lanes) {
        Lanes(totalsOf: scratch.vectors + sum * Self.lanes).store(at: scratch.numbers + sum)
      }
      for o in 0..<height {
        Lanes(at: scratch.numbers + o * count).store(
          at: scratch.rows + (o * Scratch.rowStep + first - near.lowerBound))
      }
    }
  }

  /// The sums of the outputs from a row on and the inputs from a column on, a vector each, with so many from one output to the next;
  /// asks for the inputs of the next tile, if one is named.
  ///
  /// Not inlined, so that addresses have registers enough.
  @inline(never)
  private func tile<let height: Int, let width: Int>(
    _ type: InlineArray<height, LaneRow<width>>.Type, _ row: Int, _ column: Int, _ next: Int?,
    _ vectors: UnsafeMutablePointer<Real>, _ step: Int
  ) {
    var totals = type.init(repeating: .zero)
    var inputs = InlineArray<width, UnsafePointer<Real>>(repeating: x)
    for i in 0..<width { inputs[unchecked: i] = x + Int(columns.start[column &+ i].number) &* Self.lanes }
    var outputs = InlineArray<height, UnsafePointer<Real>>(repeating: dy)
    for o in 0..<height { outputs[unchecked: o] = dy + Int(rows.start[row &+ o].number) &* Self.lanes }
    let ahead = next.map { x + Int(columns.start[$0].number) &* Self.lanes }
    var (input, output) = (0, 0)
    for _ in 0..<panels {
      if let ahead {
        for i in 0..<Self.lines { processor_prefetch(ahead + (input &+ i &* Self.lanes)) }
      }
      var block = LaneRow<width>.zero
      for i in 0..<width { block.lanes[unchecked: i] = Lanes(at: inputs[unchecked: i] + input) }
      for o in 0..<height { totals[unchecked: o].add(Lanes(at: outputs[unchecked: o] + output), block) }
      input &+= self.inputs &* Self.lanes
      output &+= self.outputs &* Self.lanes
    }
    for o in 0..<height { totals[unchecked: o].store(at: vectors + o &* step &* Self.lanes) }
  }
}
