/// The same numbers as one vector for each example: [n, c, h, w] becomes [n, c h w].
public struct Flatten: Operation {
  /// The change of shape.
  public init() {}

  /// Nothing.
  public var backwardReads: BackwardReads { [] }

  /// Yes.
  public var mayOverwriteInput: Bool { true }

  /// [n, …] gives [n, size].
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 1, inputs[0].isBatched else { throw ShapeMismatch("the input must be a batch") }
    return .batch(inputs[0].size)
  }

  /// y ← x.
  public func forward(_ at: Site) {
    let (x, y) = (at[0], at.output)
    if x.baseAddress != y.baseAddress { _ = y.update(fromContentsOf: x) }
  }

  /// dx ← dy.
  public func backward(_ at: Site) {
    at.gradient(0)?.contribute(at.outputGradient)
  }
}
