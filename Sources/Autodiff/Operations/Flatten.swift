/// The same numbers as one vector for each example: [n, c, h, w] becomes [n, c h w].
public struct Flatten: Operation {
  /// The change of shape.
  public init() {}

  /// The backward pass reads nothing of the forward one.
  public var backwardReads: BackwardReads { [] }

  /// The output may take the input's place, which nothing reads any more.
  public var mayOverwriteInput: Bool { true }

  /// [n, …] gives [n, size].
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 1, inputs[0].isBatched else { throw ShapeMismatch("the input must be a batch") }
    return .batch(inputs[0].size)
  }

  /// y ← x.
  public func forward(_ at: Site) {
    guard let x = at[0].baseAddress, let y = at.output.baseAddress, x != y else { return }
    y.update(from: x, count: at.output.count)
  }

  /// dx ← dy.
  public func backward(_ at: Site) {
    at.gradient(0)?.contribute(at.outputGradient)
  }
}
