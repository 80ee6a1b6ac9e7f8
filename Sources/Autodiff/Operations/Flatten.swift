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
    if changesLayout(at) {
      Panels.pack(x, count: at.rows, size: at.size(0), into: y)
    } else {
      y.update(from: x, count: at.output.count)
    }
  }

  /// dx ← dy.
  public func backward(_ at: Site) {
    guard let slot = at.gradient(0) else { return }
    if changesLayout(at) {
      guard let dx = slot.buffer.baseAddress, let dy = at.outputGradient.baseAddress else { return }
      Panels.unpack(dy, count: at.rows, size: at.size(0), into: dx, adding: slot.isBegun)
    } else {
      slot.contribute(at.outputGradient)
    }
  }

  private func changesLayout(_ at: Site) -> Bool {
    at.lanes > 1 && at.extents(0).count > 1
  }
}
