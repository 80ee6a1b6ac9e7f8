import Numbers

/// The sum y = a + b of two arrays of one shape, such as a residual branch and the stream that it joins.
public struct Add: Operation {
  /// What a is multiplied by: 1, but where a plan has made one operation of a sum and the `Scale` before it.
  let scale: Real

  /// The sum.
  public init() { self.init(scale: 1) }

  init(scale: Real) {
    self.scale = scale
  }

  /// The backward pass reads nothing of the forward one: a sum's gradient is the same everywhere.
  public var backwardReads: BackwardReads { [] }

  /// The output may take the input's place, which nothing reads any more.
  public var mayOverwriteInput: Bool { true }

  /// Two equal shapes give the same.
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 2, inputs[0] == inputs[1] else { throw ShapeMismatch("both must be the same") }
    return inputs[0]
  }

  /// y ← scale a + b.
  public func forward(_ at: Site) {
    let (a, b, y) = (at[0], at[1], at.output)
    y.assign { scale * a[$0] + b[$0] }
  }

  /// da ← scale dy and db ← dy.
  public func backward(_ at: Site) {
    let dy = at.outputGradient
    if scale == 1 {
      at.gradient(0)?.contribute(dy)
      at.gradient(1)?.contribute(dy)
    } else {
      // The other way round, because da may take the place of dy.
      at.gradient(1)?.contribute(dy)
      at.gradient(0)?.contribute { scale * dy[$0] }
    }
  }
}
