/// For each output o and input i the sum dw[o, i] of dy[e, o] x[e, i] over all examples e.
struct PanelDots {
  let x: UnsafePointer<Real>
  let inputs: Int
  let dy: UnsafePointer<Real>
  let outputs: Int
  let panels: Int
  let dw: UnsafeMutablePointer<Real>
  let isAdding: Bool

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
  func compute(_ some: Range<Int>, scratch start: UnsafeMutablePointer<Real>) {
    let scratch = Scratch(start)
    for first in stride(from: some.lowerBound, to: some.upperBound, by: Self.nearInputs) {
      let near = first..<min(first + Self.nearInputs, some.upperBound)
      for output in stride(from: 0, to: outputs, by: 5) {
        switch outputs - output {
        case 1: rows(InlineArray<1, Void>.self, output, near, scratch)
        case 2: rows(InlineArray<2, Void>.self, output, near, scratch)
        case 3: rows(InlineArray<3, Void>.self, output, near, scratch)
        case 4: rows(InlineArray<4, Void>.self, output, near, scratch)
        default: rows(InlineArray<5, Void>.self, output, near, scratch)
        }
      }
    }
  }

  /// The gradients of `height` outputs for some inputs.
  private func rows<let height: Int>(
    _ type: InlineArray<height, Void>.Type, _ output: Int, _ near: Range<Int>, _ scratch: Scratch
  ) {
    var input = near.lowerBound
    while input + 5 <= near.upperBound {
      tile(InlineArray<height, LaneRow<5>>.self, output, input, scratch)
      total(height, 5, scratch, at: input - near.lowerBound)
      input += 5
    }
    let rest = near.upperBound - input
    switch rest {
    case 4: tile(InlineArray<height, LaneRow<4>>.self, output, input, scratch)
    case 3: tile(InlineArray<height, LaneRow<3>>.self, output, input, scratch)
    case 2: tile(InlineArray<height, LaneRow<2>>.self, output, input, scratch)
    case 1: tile(InlineArray<height, Lanes>.self, output, input, scratch)
    default: break
    }
    total(height, rest, scratch, at: input - near.lowerBound)
    for o in 0..<height {
      let (row, place) = (scratch.rows + o * Self.nearInputs, dw + (output + o) * inputs + near.lowerBound)
      if isAdding {
        for i in 0..<near.count { place[i] += row[i] }
      } else {
        for i in 0..<near.count { place[i] = row[i] }
      }
    }
  }

  @inline(__always)
  private func tile<let height: Int, Block: LaneBlock>(
    _ type: InlineArray<height, Block>.Type, _ output: Int, _ input: Int, _ scratch: Scratch
  ) {
    var totals = type.init(repeating: .zero)
    var (x, dy) = (x + input * Self.lanes, dy + output * Self.lanes)
    for _ in 0..<panels {
      let block = Block(at: x)
      for o in 0..<height { totals[unchecked: o].add(Lanes(at: dy + o &* Self.lanes), block) }
      x += inputs &* Self.lanes
      dy += outputs &* Self.lanes
    }
    for o in 0..<height { totals[unchecked: o].store(at: scratch.vectors + o &* Block.width) }
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
