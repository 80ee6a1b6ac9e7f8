import CProcessor
import Numbers

/// The products of a layer's weights w [out, in] with a batch of vectors in panels: outputs, and both gradients.
///
/// A panel holds sixteen examples, innermost, so that every product is of vectors over examples with single weights:
/// nothing is packed, and no layer is too narrow to fill a register. The weights' gradients are sums over examples; in
/// wide layers they are products of vectors over inputs with single gradients of outputs.
///
/// Units that are off for all examples of a group, `Activity` tells which, take part in nothing: neither as terms, nor
/// in gradients. The numbers are those of the whole products, bit for bit, as long as weights are finite.
struct PanelProducts {
  private let x: UnsafePointer<Real>
  private let w: UnsafePointer<Real>
  private let inputs: Int
  private let outputs: Int
  private let panels: Int
  /// Where x, and what becomes of the product, are active; nil where no rectifier makes them.
  private let inputActivity, outputActivity: Activity?
  private let numbers, sums: UnsafeMutablePointer<Real>
  private let words: UnsafeMutablePointer<UInt64>
  private let termMemory, rowMemory, columnMemory: UnsafeMutablePointer<PanelIndices.Index>
  private let blockMemory: UnsafeMutablePointer<InputBlocks.Block>

  private static let lanes = Lanes.scalarCount
  /// How many groups of sixteen inputs, of how many panels, are transposed at a time for the weights' gradients: what
  /// comes of it stays in the second-level cache while all outputs take their turn.
  private static let (transposedGroups, transposedPanels) = (4, 16)
  /// From how many outputs on transposing can pay.
  private static let wide = 24

  /// Where numbers lie that are computed on the way.
  private struct Memory {
    private(set) var layout = ScratchLayout()
    let numbers, sums: ScratchLayout.Place<Real>
    let words: ScratchLayout.Place<UInt64>
    let terms, rows, columns: ScratchLayout.Place<PanelIndices.Index>
    let blocks: ScratchLayout.Place<InputBlocks.Block>

    init(inputs: Int, outputs: Int) {
      let most = max(inputs, outputs)
      numbers = layout.place(
        max(transposedGroups * transposedPanels * lanes * lanes, PanelDots.scratchCount), of: Real.self)
      sums = layout.place(SpreadSink.numberCount(groups: transposedGroups), of: Real.self)
      words = layout.place(most, of: UInt64.self)
      terms = layout.place(max(most, transposedPanels * lanes), of: PanelIndices.Index.self)
      rows = layout.place(outputs, of: PanelIndices.Index.self)
      columns = layout.place(inputs, of: PanelIndices.Index.self)
      blocks = layout.place(InputBlocks.mostCount(inputs: inputs), of: InputBlocks.Block.self)
    }
  }

  /// How many bytes of scratch memory the products of a layer need.
  static func scratchBytes(inputs: Int, outputs: Int) -> Int {
    Memory(inputs: inputs, outputs: outputs).layout.bytes
  }

  /// The product of a site's first input with its second.
  init(_ at: Site) {
    precondition(at.lanes == Self.lanes, "one example alone is no panel")
    inputs = at.size(0)
    outputs = at.size(1) / inputs
    panels = at.panels
    (inputActivity, outputActivity) = (at.activity(0), at.outputActivity)
    let memory = Memory(inputs: inputs, outputs: outputs)
    guard let x = at[0].baseAddress, let w = at[1].baseAddress,
      let numbers = memory.numbers(at.scratch).baseAddress, let sums = memory.sums(at.scratch).baseAddress,
      let words = memory.words(at.scratch).baseAddress, let terms = memory.terms(at.scratch).baseAddress,
      let rows = memory.rows(at.scratch).baseAddress, let columns = memory.columns(at.scratch).baseAddress,
      let blocks = memory.blocks(at.scratch).baseAddress
    else { preconditionFailure("a product of nothing") }
    (self.x, self.w) = (UnsafePointer(x), UnsafePointer(w))
    (self.numbers, self.sums, self.words) = (numbers, sums, words)
    (termMemory, rowMemory, columnMemory, blockMemory) = (terms, rows, columns, blocks)
  }

  /// x wᵀ, given to a sink.
  func output(_ sink: some PanelSink) {
    let units = PanelIndices(0..<outputs, stride: inputs, in: rowMemory)
    forEachGroup(of: x, size: inputs, stride: 1, inputActivity) { sums, panel, count in
      sums.compute(
        units, from: panel, count: count,
        AheadSink(sink, weights: w, size: inputs, isFirst: panel == 0))
    }
  }

  /// dx ← dy w and dw ← dyᵀ x, where they are wanted.
  func gradients(_ dy: UnsafePointer<Real>, input: GradientSlot?, weights: GradientSlot?) {
    if let input, let dx = input.buffer.baseAddress { inputGradient(dy, into: dx, adding: input.isBegun) }
    if let weights, let dw = weights.buffer.baseAddress {
      weightGradient(dy, into: dw, adding: weights.isBegun)
    }
  }

  /// dx ← dy w, added to what is there where `adding`; not where x is rectified and inactive.
  ///
  /// The weights' gradients come next. What they need of x is asked for already, because it was last in use when these
  /// examples went through the layer.
  private func inputGradient(_ dy: UnsafePointer<Real>, into dx: UnsafeMutablePointer<Real>, adding: Bool) {
    let target = PanelTarget(panels: dx, of: inputs)
    let groups = GroupIndices(inputs, stride: 1, inputActivity, in: columnMemory)
    forEachGroup(of: dy, size: outputs, stride: inputs, outputActivity) { sums, panel, count in
      let units = groups[panel]
      inputActivity?.fetch(from: panel + Activity.panels)
      if adding {
        sums.compute(
          units, from: panel, count: count,
          FetchingSink(sink: AddSink(target: target), later: x, size: inputs))
      } else {
        sums.compute(
          units, from: panel, count: count,
          FetchingSink(sink: StoreSink(target: target), later: x, size: inputs))
      }
    }
  }

  /// Visits a group of panels at a time, with the sums over their numbers.
  @inline(__always)
  private func forEachGroup(
    of vectors: UnsafePointer<Real>, size: Int, stride: Int, _ activity: Activity?,
    _ body: (_ sums: PanelSums, _ panel: Int, _ count: Int) -> Void
  ) {
    let groups = GroupIndices(size, stride: stride, activity, in: termMemory)
    for panel in Swift.stride(from: 0, to: panels, by: Activity.panels) {
      let products = PanelSums(
        vectors: vectors, apart: size * Self.lanes, weights: w, terms: groups[panel])
      body(products, panel, min(Activity.panels, panels - panel))
    }
  }

  /// dw ← dyᵀ x, added to what is there where `adding`.
  private func weightGradient(_ dy: UnsafePointer<Real>, into dw: UnsafeMutablePointer<Real>, adding: Bool) {
    let whole = isTransposed ? inputs / Self.lanes * Self.lanes : 0
    let rows = active(0..<outputs, stride: Self.lanes, outputActivity, in: rowMemory)
    // Leaving columns out pays where each gradient is the sum over many examples.
    let columns = active(0..<whole, stride: 0, isLong ? inputActivity : nil, in: columnMemory)
    let rest = active(whole..<inputs, stride: 0, inputActivity, in: columnMemory + whole)
    let isSparse = columns.count < whole
    if !adding {
      if isSparse {
        dw.update(repeating: 0, count: outputs * inputs)
      } else {
        rows.forEachGap(in: 0..<outputs) {
          (dw + $0.lowerBound * inputs).update(repeating: 0, count: $0.count * inputs)
        }
      }
    }
    let adding = adding || isSparse
    transposedProducts(rows, columns, of: whole, dy, into: dw, adding: adding)
    PanelDots(
      x: x, inputs: inputs, dy: dy, outputs: outputs, panels: panels, dw: dw, isAdding: adding, rows: rows,
      columns: rest, blocks: InputBlocks(whole..<inputs, rest, in: blockMemory)
    ).compute(scratch: numbers)
  }

  /// Whether sums over examples are long.
  private var isLong: Bool { panels >= Self.transposedPanels }

  /// Whether the inputs are transposed for the weights' gradients, so that no register need be summed.
  ///
  /// That pays where many outputs share it and sums are short, or where panels are a multiple of 32 numbers apart: then what
  /// a sum over registers is made of falls into few sets of a first-level cache.
  private var isTransposed: Bool {
    outputs >= Self.wide && (!isLong || inputs % 32 == 0 || outputs % 32 == 0)
  }

  /// The numbers of a range that are active for any example, or all.
  private func active(
    _ range: Range<Int>, stride: Int, _ activity: Activity?,
    in memory: UnsafeMutablePointer<PanelIndices.Index>
  ) -> PanelIndices {
    guard let activity, !range.isEmpty else { return PanelIndices(range, stride: stride, in: memory) }
    activity.gather(panels: panels, into: words)
    return PanelIndices(range, active: words, stride: stride, in: memory)
  }

  /// The gradients of some outputs' weights for some of the first `whole` inputs, which are transposed.
  private func transposedProducts(
    _ rows: PanelIndices, _ columns: PanelIndices, of whole: Int, _ dy: UnsafePointer<Real>,
    into dw: UnsafeMutablePointer<Real>, adding: Bool
  ) {
    // The last input stands for those that are missing to a whole vector.
    for i in columns.count..<Lanes.padded(columns.count) { columnMemory[i] = columnMemory[columns.count - 1] }
    let isWhole = columns.count == whole
    let examples = PanelIndices(
      examplesOf: min(panels, Self.transposedPanels), size: outputs, in: termMemory)
    forEachPart(of: Lanes.padded(columns.count) / Self.lanes, atMost: Self.transposedGroups) {
      first, groups in
      let (column, near) = (first * Self.lanes, columns.start + first * Self.lanes)
      let nearColumns = columns[column..<min(column + groups * Self.lanes, columns.count)]
      let blocks = isWhole ? nil : InputBlocks(of: nearColumns, in: blockMemory)
      for panel in stride(from: 0, to: panels, by: Self.transposedPanels) {
        let some = min(Self.transposedPanels, panels - panel)
        transpose(near, from: panel, panels: some, groups: groups)
        let products = PanelSums(
          vectors: numbers, apart: some * Self.lanes * Self.lanes, weights: dy + panel * outputs * Self.lanes,
          terms: examples[0..<some * Self.lanes])
        if let blocks {
          let sink = SpreadSink(start: dw, rowSize: inputs, columns: blocks, numbers: sums)
          products.compute(rows, from: 0, count: groups, sink)
        } else {
          let target = PanelTarget(rows: dw + column, of: inputs)
          products.compute(rows, from: 0, count: groups, into: target, adding: adding || panel > 0)
        }
      }
    }
  }

  /// Writes, for each group of sixteen inputs, their values side by side, example after example; what is transposed soon
  /// is asked for before.
  private func transpose(
    _ columns: UnsafePointer<PanelIndices.Index>, from first: Int, panels: Int, groups: Int
  ) {
    for panel in 0..<panels {
      let x = x + (first + panel) * inputs * Self.lanes
      for group in 0..<groups {
        let columns = columns + group * Self.lanes
        for line in 0..<Self.lanes {
          processor_prefetch(x + (2 * inputs + Int(columns[line].number)) * Self.lanes)
        }
        Panels.transpose(columns, of: x, into: numbers + (group * panels + panel) * Self.lanes * Self.lanes)
      }
    }
  }
}

/// A layer's weights, asked for before its input gradients are computed: they were last in use when these examples went
/// forwards.
struct WeightsAhead {
  private let weights: UnsafePointer<Real>?
  private let count: Int

  /// The weights of a site's product; none where its input gradient is not wanted.
  init(_ at: Site) {
    weights = at[1].baseAddress.map { UnsafePointer($0) }
    count = at.gradient(0) == nil ? 0 : at.size(1)
  }

  /// Asks for those at a place, if there are any.
  @inline(__always)
  func fetch(_ place: Int) {
    if place < count, let weights { processor_prefetch_near(weights + place) }
  }
}
