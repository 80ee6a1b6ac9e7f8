import Numbers

/// The squared length y = Σ x² of each example's array.
public struct SquaredLength: Operation {
  /// The squared length.
  public init() {}

  /// The slope is 2 x.
  public var backwardReads: BackwardReads { .inputs }

  /// [n, …] gives [n].
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 1, inputs[0].isBatched else { throw ShapeMismatch("the input must be a batch") }
    return .batch()
  }

  /// y ← Σ x².
  public func forward(_ at: Site) {
    let (x, y) = (at[0], at.output)
    for row in 0..<at.rows {
      var sum: Real = 0
      for number in 0..<at.size(0) {
        let x = x[at.place(of: number, row: row, input: 0)]
        sum += x * x
      }
      y[row] = sum
    }
  }

  /// dx ← 2 x dy.
  public func backward(_ at: Site) {
    guard let slot = at.gradient(0) else { return }
    let (x, dy) = (at[0], at.outputGradient)
    for row in 0..<at.rows {
      for number in 0..<at.size(0) {
        let place = at.place(of: number, row: row, input: 0)
        slot.part(place..<place + 1).contribute { _ in 2 * x[place] * dy[row] }
      }
    }
  }
}
