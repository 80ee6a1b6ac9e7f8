/// The products of a layer's weights w [out, in] with a batch of vectors in panels: outputs, and both gradients.
///
/// A panel holds sixteen examples, innermost, so that every product is of vectors over examples with single weights,
/// whatever the layer's widths, and nothing is packed. At the widths of small deep networks that is two to four times
/// as fast as a general matrix product.
struct PanelProducts {
  private let x: UnsafePointer<Real>
  private let w: UnsafePointer<Real>
  private let inputs: Int
  private let outputs: Int
  private let panels: Int

  /// The product of a site's first input with its second.
  init(_ at: Site) {
    guard let x = at[0].baseAddress, let w = at[1].baseAddress else {
      preconditionFailure("a product of nothing")
    }
    precondition(at.lanes == Lanes.scalarCount, "one example alone is no panel")
    (self.x, self.w) = (UnsafePointer(x), UnsafePointer(w))
    inputs = at.size(0)
    outputs = at.size(1) / inputs
    panels = at.panels
  }

  /// y ← x wᵀ, plus the biases where there are any, rectified where `rectified`.
  func output(biases: UnsafePointer<Real>?, rectified: Bool, into y: UnsafeMutablePointer<Real>) {
    let sums = PanelSums(terms: x, count: inputs, weights: w, unitStride: inputs, termStride: 1)
    switch (biases, rectified) {
    case (nil, false): sums.compute(units: outputs, panels: panels, Store(y: y))
    case (let biases?, false): sums.compute(units: outputs, panels: panels, StoreBiased(y: y, biases: biases))
    case (let biases?, true):
      sums.compute(units: outputs, panels: panels, StoreRectified(y: y, biases: biases))
    case (nil, true): preconditionFailure("a rectifier follows biases")
    }
  }

  /// dx ← dy w, added to what is there where `adding`.
  func inputGradient(_ dy: UnsafePointer<Real>, into dx: UnsafeMutablePointer<Real>, adding: Bool) {
    let sums = PanelSums(terms: dy, count: outputs, weights: w, unitStride: 1, termStride: inputs)
    if adding {
      sums.compute(units: inputs, panels: panels, Add(y: dx))
    } else {
      sums.compute(units: inputs, panels: panels, Store(y: dx))
    }
  }

  /// dw ← dyᵀ x, added to what is there where `adding`.
  func weightGradient(_ dy: UnsafePointer<Real>, into dw: UnsafeMutablePointer<Real>, adding: Bool) {
    PanelDots(x: x, inputs: inputs, dy: dy, outputs: outputs, panels: panels, dw: dw, isAdding: adding)
      .compute()
  }

  private struct Store: PanelSink {
    let y: UnsafeMutablePointer<Real>

    @inline(__always)
    func take<Block: LaneBlock>(_ sum: Block, unit: Int, place: Int, apart distance: Int) {
      sum.store(at: y + place, apart: distance)
    }
  }

  private struct StoreBiased: PanelSink {
    let y: UnsafeMutablePointer<Real>
    let biases: UnsafePointer<Real>

    @inline(__always)
    func take<Block: LaneBlock>(_ sum: Block, unit: Int, place: Int, apart distance: Int) {
      let bias = Lanes(repeating: biases[unit])
      sum.map { $0 + bias }.store(at: y + place, apart: distance)
    }
  }

  private struct StoreRectified: PanelSink {
    let y: UnsafeMutablePointer<Real>
    let biases: UnsafePointer<Real>

    @inline(__always)
    func take<Block: LaneBlock>(_ sum: Block, unit: Int, place: Int, apart distance: Int) {
      let bias = Lanes(repeating: biases[unit])
      sum.map { ($0 + bias).rectified }.store(at: y + place, apart: distance)
    }
  }

  private struct Add: PanelSink {
    let y: UnsafeMutablePointer<Real>

    @inline(__always)
    func take<Block: LaneBlock>(_ sum: Block, unit: Int, place: Int, apart distance: Int) {
      var sum = sum
      sum.add(Lanes(repeating: 1), Block(at: y + place, apart: distance))
      sum.store(at: y + place, apart: distance)
    }
  }
}

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
  }

  /// Five outputs and five inputs at a time: their sums, and what they are made of, fit into 32 registers. Gradients are
  /// written row by row, because single numbers would each wait for far memory.
  func compute() {
    let vectors = 25 * Self.lanes
    withUnsafeTemporaryAllocation(
      byteCount: (vectors + 5 * Self.nearInputs) * MemoryLayout<Real>.stride, alignment: 64
    ) {
      guard let start = $0.assumingMemoryBound(to: Real.self).baseAddress else { return }
      let scratch = Scratch(vectors: start, rows: start + vectors)
      for first in stride(from: 0, to: inputs, by: Self.nearInputs) {
        let near = first..<min(first + Self.nearInputs, inputs)
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
  }

  /// The gradients of `height` outputs for some inputs.
  private func rows<let height: Int>(
    _ type: InlineArray<height, Void>.Type, _ output: Int, _ near: Range<Int>, _ scratch: Scratch
  ) {
    var input = near.lowerBound
    while input + 5 <= near.upperBound {
      tile(InlineArray<height, FiveLanes>.self, output, input, scratch)
      total(height, 5, scratch, at: input - near.lowerBound)
      input += 5
    }
    while input < near.upperBound {
      tile(InlineArray<height, Lanes>.self, output, input, scratch)
      total(height, 1, scratch, at: input - near.lowerBound)
      input += 1
    }
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
