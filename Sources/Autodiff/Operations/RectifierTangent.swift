import Numbers

/// By how much a rectifier y = max(0, x) moves where x moves by t: t where y > 0, and 0 elsewhere.
///
/// Takes t and y. It does not depend on y but where y becomes 0, so that no gradient goes there.
public struct RectifierTangent: Operation {
  /// The tangent.
  public init() {}

  /// Where y > 0.
  public var backwardReads: BackwardReads { .inputs }

  /// Two equal shapes give the same.
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 2, inputs[0] == inputs[1] else { throw ShapeMismatch("both must be the same") }
    return inputs[0]
  }

  /// out ← t where y > 0, else 0.
  public func forward(_ at: Site) {
    let (t, y, output) = (at[0], at[1], at.output)
    for i in output.indices { output[i] = y[i] > 0 ? t[i] : 0 }
  }

  /// dt ← d out where y > 0, else 0.
  public func backward(_ at: Site) {
    let (y, gradient) = (at[1], at.outputGradient)
    at.gradient(0)?.contribute { y[$0] > 0 ? gradient[$0] : 0 }
    at.gradient(1)?.contribute { _ in 0 }
  }
}
