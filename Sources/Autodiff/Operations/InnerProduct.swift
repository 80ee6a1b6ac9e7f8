import Numbers

/// The inner product y = Σ a b of two batches of equal shape, over all numbers of all examples.
///
/// As a loss it makes `Workspace.backward` the pullback of the cotangent b; none is computed with respect to b.
public struct InnerProduct: Operation {
  /// The inner product.
  public init() {}

  /// The gradient is the other factor.
  public var backwardReads: BackwardReads { .inputs }

  /// [n, …] twice gives a single number.
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 2, inputs[0].isBatched, inputs[0] == inputs[1] else {
      throw ShapeMismatch("the inputs must be two batches of equal shape")
    }
    return .fixed()
  }

  /// y ← Σ a b.
  public func forward(_ at: Site) {
    let (a, b) = (at[0], at[1])
    var sum: Real = 0
    forEachPlace(at) { sum += a[$0] * b[$0] }
    at.output[0] = sum
  }

  /// da ← b dy.
  public func backward(_ at: Site) {
    let (b, dy) = (at[1], at.outputGradient[0])
    guard let slot = at.gradient(0) else { return }
    if !slot.isBegun { slot.buffer.update(repeating: 0) }
    forEachPlace(at) { slot.buffer[$0] += b[$0] * dy }
  }

  /// Visits the numbers of the examples, not what fills up the last panel.
  @inline(__always)
  private func forEachPlace(_ at: Site, _ body: (Int) -> Void) {
    for row in 0..<at.rows {
      for number in 0..<at.size(0) { body(at.place(of: number, row: row, input: 0)) }
    }
  }
}
