import Numbers

/// For each output o and input i the sum dw[o, i] of dy[e, o] x[e, i] over all examples e.
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

  private static let lanes = Lanes.scalarCount
  /// Inputs that lie near the processor while all outputs take their turn.
  private static let nearInputs = 100

  /// Where sums lie on their way: of a tile still one vector each, and of five outputs for the near inputs.
  private struct Scratch {
    let vectors: UnsafeMutablePointer<Real>
    let rows: UnsafeMutablePointer<Real>

    init(_ start: UnsafeMutablePointer<Real>) { (vectors, rows) = (start, start + 25 * lanes) }
  }

  /// How many numbers of scratch memory `compute` needs.
  static let scratchCount = 25 * lanes + 5 * nearInputs

  /// Five outputs and five inputs at a time: their sums, and what they are made of, fit into 32 registers. Gradients are
  /// written row by row, because single numbers would each wait for far memory.
  func compute(scratch start: UnsafeMutablePointer<Real>) {
    let scratch = Scratch(start)
    for first in stride(from: 0, to: columns.count, by: Self.nearInputs) {
      let near = first..<min(first + Self.nearInputs, columns.count)
      for row in stride(from: 0, to: rows.count, by: 5) {
        switch rows.count - row {
        case 1: compute(InlineArray<1, Void>.self, row, near, scratch)
        case 2: compute(InlineArray<2, Void>.self, row, near, scratch)
        case 3: compute(InlineArray<3, Void>.self, row, near, scratch)
        case 4: compute(InlineArray<4, Void>.self, row, near, scratch)
        default: compute(InlineArray<5, Void>.self, row, near, scratch)
        }
      }
    }
  }

  /// The gradients of `height` outputs for some inputs.
  private func compute<let height: Int>(
    _ type: InlineArray<height, Void>.Type, _ row: Int, _ near: Range<Int>, _ scratch: Scratch
  ) {
    var column = near.lowerBound
    while column + 5 <= near.upperBound {
      tile(InlineArray<height, LaneRow<5>>.self, row, column, scratch)
      total(height, 5, scratch, at: column - near.lowerBound)
      column += 5
    }
    let rest = near.upperBound - column
    switch rest {
    case 4: tile(InlineArray<height, LaneRow<4>>.self, row, column, scratch)
    case 3: tile(InlineArray<height, LaneRow<3>>.self, row, column, scratch)
    case 2: tile(InlineArray<height, LaneRow<2>>.self, row, column, scratch)
    case 1: tile(InlineArray<height, LaneRow<1>>.self, row, column, scratch)
    default: break
    }
    total(height, rest, scratch, at: column - near.lowerBound)
    for o in 0..<height {
      let place = dw + Int(rows.start[row + o].number) * inputs
      let (numbers, columns) = (scratch.rows + o * Self.nearInputs, columns.start + near.lowerBound)
      if isAdding {
        for i in 0..<near.count { place[Int(columns[i].number)] += numbers[i] }
      } else {
        for i in 0..<near.count { place[Int(columns[i].number)] = numbers[i] }
      }
    }
  }

  /// Not inlined, so that addresses have registers enough.
  @inline(never)
  private func tile<let height: Int, let width: Int>(
    _ type: InlineArray<height, LaneRow<width>>.Type, _ row: Int, _ column: Int, _ scratch: Scratch
  ) {
    var totals = type.init(repeating: .zero)
    var inputs = InlineArray<width, UnsafePointer<Real>>(repeating: x)
    for i in 0..<width { inputs[unchecked: i] = x + Int(columns.start[column + i].number) &* Self.lanes }
    var outputs = InlineArray<height, UnsafePointer<Real>>(repeating: dy)
    for o in 0..<height { outputs[unchecked: o] = dy + Int(rows.start[row + o].number) &* Self.lanes }
    var (input, output) = (0, 0)
    for _ in 0..<panels {
      var block = LaneRow<width>.zero
      for i in 0..<width { block.lanes[unchecked: i] = Lanes(at: inputs[unchecked: i] + input) }
      for o in 0..<height { totals[unchecked: o].add(Lanes(at: outputs[unchecked: o] + output), block) }
      input += self.inputs &* Self.lanes
      output += self.outputs &* Self.lanes
    }
    for o in 0..<height { totals[unchecked: o].store(at: scratch.vectors + o &* width &* Self.lanes) }
  }

  /// Adds up the numbers of each vector. Not inlined: the compiler would take the vectors apart within the loop that
  /// makes them, and there would not be registers enough.
  @inline(never)
  private func total(_ height: Int, _ width: Int, _ scratch: Scratch, at place: Int) {
    for o in 0..<height {
      for i in 0..<width {
        scratch.rows[o &* Self.nearInputs &+ place &+ i] =
          Lanes(at: scratch.vectors + (o &* width &+ i) &* Self.lanes).total
      }
    }
  }
}
