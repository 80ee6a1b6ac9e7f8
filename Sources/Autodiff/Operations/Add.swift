/// The sum y = a + b of two arrays of one shape, such as a residual branch and the stream that it joins.
public struct Add: Operation {
  /// The sum.
  public init() {}

  /// Nothing: a sum's gradient is the same everywhere.
  public var backwardReads: BackwardReads { [] }

  /// Yes.
  public var mayOverwriteInput: Bool { true }

  /// Two equal shapes give the same.
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 2, inputs[0] == inputs[1] else { throw ShapeMismatch("both must be the same") }
    return inputs[0]
  }

  /// y ← a + b.
  public func forward(_ at: Site) {
    let (a, b, y) = (at[0], at[1], at.output)
    for i in y.indices { y[i] = a[i] + b[i] }
  }

  /// da ← dy and db ← dy.
  public func backward(_ at: Site) {
    at.gradient(0)?.contribute(at.outputGradient)
    at.gradient(1)?.contribute(at.outputGradient)
  }
}
