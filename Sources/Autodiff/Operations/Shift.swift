import Numbers

/// The sum y = x + b of a batch and one number b [1] that learns, the same for all of an example's numbers.
public struct Shift: Operation {
  /// The sum.
  public init() {}

  /// The backward pass reads nothing of the forward one: a sum's gradient is the same everywhere.
  public var backwardReads: BackwardReads { [] }

  /// The output may take the input's place, which nothing reads any more.
  public var mayOverwriteInput: Bool { true }

  /// [n, …] and [1] give [n, …].
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 2, inputs[0].isBatched, inputs[1] == .fixed(1) else {
      throw ShapeMismatch("a batch takes one number")
    }
    return inputs[0]
  }

  /// y ← x + b.
  public func forward(_ at: Site) {
    let (x, shift, y) = (at[0], at[1][0], at.output)
    y.assign { x[$0] + shift }
  }

  /// dx ← dy, and db ← the sum of dy.
  public func backward(_ at: Site) {
    let dy = at.outputGradient
    if let slot = at.gradient(1), let first = dy.baseAddress {
      // What is left over of a last panel has the gradient 0.
      let sum = Lanes.sum(first, dy.count)
      slot.contribute { _ in sum }
    }
    at.gradient(0)?.contribute(dy)
  }
}
