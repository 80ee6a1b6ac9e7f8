import CProcessor

/// The products of a layer's weights w [out, in] with a batch of vectors in panels: outputs, and both gradients.
///
/// A panel holds sixteen examples, innermost, so that every product is of vectors over examples with single weights:
/// nothing is packed, and no layer is too narrow to fill a register. The weights' gradients are sums over examples; in
/// wide layers they are products of vectors over inputs with single gradients of outputs.
struct PanelProducts {
  private let x: UnsafePointer<Real>
  private let w: UnsafePointer<Real>
  private let inputs: Int
  private let outputs: Int
  private let panels: Int

  private static let lanes = Lanes.scalarCount
  /// How many inputs, of how many panels, are transposed at a time for the weights' gradients: what comes of it stays in
  /// the second-level cache while all outputs take their turn.
  private static let (transposedInputs, transposedPanels) = (4 * lanes, 16)
  /// From how many outputs on transposing pays.
  private static let wide = 24

  /// How many bytes of scratch memory `weightGradient` needs.
  static let scratchBytes =
    max(transposedInputs * transposedPanels * lanes, PanelDots.scratchCount) * MemoryLayout<Real>.stride

  /// The product of a site's first input with its second.
  init(_ at: Site) {
    guard let x = at[0].baseAddress, let w = at[1].baseAddress else {
      preconditionFailure("a product of nothing")
    }
    precondition(at.lanes == Self.lanes, "one example alone is no panel")
    (self.x, self.w) = (UnsafePointer(x), UnsafePointer(w))
    inputs = at.size(0)
    outputs = at.size(1) / inputs
    panels = at.panels
  }

  /// y ← x wᵀ, plus the biases where there are any, rectified where `rectified`.
  func output(biases: UnsafePointer<Real>?, rectified: Bool, into y: UnsafeMutablePointer<Real>) {
    let sums = PanelSums(terms: x, weights: w, unitStride: inputs, termStride: 1, run: inputs)
    let target = PanelTarget(panels: y, of: outputs)
    switch (biases, rectified) {
    case (nil, false): sums.compute(units: outputs, panels: panels, StoreSink(target: target))
    case (let biases?, false):
      sums.compute(units: outputs, panels: panels, BiasedSink(target: target, biases: biases))
    case (let biases?, true):
      sums.compute(units: outputs, panels: panels, RectifiedSink(target: target, biases: biases))
    case (nil, true): preconditionFailure("a rectifier follows biases")
    }
  }

  /// dx ← dy w, added to what is there where `adding`.
  func inputGradient(_ dy: UnsafePointer<Real>, into dx: UnsafeMutablePointer<Real>, adding: Bool) {
    let sums = PanelSums(terms: dy, weights: w, unitStride: 1, termStride: inputs, run: outputs)
    sums.compute(units: inputs, panels: panels, into: PanelTarget(panels: dx, of: inputs), adding: adding)
  }

  /// dw ← dyᵀ x, added to what is there where `adding`.
  func weightGradient(
    _ dy: UnsafePointer<Real>, into dw: UnsafeMutablePointer<Real>, adding: Bool,
    scratch: UnsafeMutableRawPointer
  ) {
    let whole = outputs < Self.wide ? 0 : inputs / Self.lanes * Self.lanes
    let scratch = scratch.assumingMemoryBound(to: Real.self)
    for input in stride(from: 0, to: whole, by: Self.transposedInputs) {
      let groups = min(Self.transposedInputs, whole - input) / Self.lanes
      for panel in stride(from: 0, to: panels, by: Self.transposedPanels) {
        let count = min(Self.transposedPanels, panels - panel)
        transpose(
          from: x + (panel * inputs + input) * Self.lanes, panels: count, groups: groups, into: scratch)
        PanelSums(
          terms: scratch, weights: dy + panel * outputs * Self.lanes, unitStride: Self.lanes, termStride: 1,
          run: Self.lanes, runs: count, runStride: outputs * Self.lanes
        ).compute(
          units: outputs, panels: groups, into: PanelTarget(rows: dw + input, of: inputs),
          adding: adding || panel > 0)
      }
    }
    PanelDots(x: x, inputs: inputs, dy: dy, outputs: outputs, panels: panels, dw: dw, isAdding: adding)
      .compute(whole..<inputs, scratch: scratch)
  }

  /// Writes, for each group of sixteen inputs, their values side by side, example after example.
  ///
  /// What is transposed soon is asked for before: it was last in use when these examples went through the layer.
  private func transpose(
    from start: UnsafePointer<Real>, panels: Int, groups: Int, into rows: UnsafeMutablePointer<Real>
  ) {
    for panel in 0..<panels {
      for group in 0..<groups {
        let columns = start + (panel * inputs + group * Self.lanes) * Self.lanes
        for line in 0..<Self.lanes { processor_prefetch(columns + (2 * inputs + line) * Self.lanes) }
        Panels.transpose(columns, into: rows + (group * panels + panel) * Self.lanes * Self.lanes)
      }
    }
  }
}
