/// The products of a layer's weights w [out, in] with a batch of vectors in panels: outputs, and both gradients.
///
/// A panel holds sixteen examples, innermost, so that every product is of vectors over examples with single weights:
/// nothing is packed, and no layer is too narrow to fill a register.
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
