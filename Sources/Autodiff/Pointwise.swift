/// A function of each number alone, whose slope can be told from its value: y = f(x), f′(x) = g(y).
///
/// That the slope reads the output is what lets a plan keep y in x's place.
protocol Pointwise: Operation {
  /// f(x).
  func value(_ x: Real) -> Real
  /// f′(x) as a function of y = f(x).
  func slope(ofOutput y: Real) -> Real
}

extension Pointwise {
  /// The output, from which the slope is told.
  public var backwardReads: BackwardReads { .output }

  /// Yes.
  public var mayOverwriteInput: Bool { true }

  /// The input's shape.
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 1 else { throw ShapeMismatch("it takes one input") }
    return inputs[0]
  }

  /// y ← f(x).
  public func forward(_ at: Site) {
    let (x, y) = (at[0], at.output)
    if x.baseAddress == y.baseAddress {
      // Arrays that may overlap keep a loop from becoming vector instructions.
      for i in y.indices { y[i] = value(y[i]) }
    } else {
      for i in y.indices { y[i] = value(x[i]) }
    }
  }

  /// dx ← dy g(y).
  public func backward(_ at: Site) {
    let (y, dy) = (at.output, at.outputGradient)
    at.gradient(0)?.contribute { dy[$0] * slope(ofOutput: y[$0]) }
  }
}
