/// The sum y = x + b of a batch x [n, m] and the same biases b [m] for every example.
public struct Bias: Operation {
  /// The sum.
  public init() {}

  /// Nothing: a sum's gradient is the same everywhere.
  public var backwardReads: BackwardReads { [] }

  /// Yes.
  public var mayOverwriteInput: Bool { true }

  /// [n, m] and [m] give [n, m].
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 2, inputs[0].isBatched, inputs[0].extents.count == 1 else {
      throw ShapeMismatch("the input must be a batch of vectors [n, m]")
    }
    guard inputs[1] == .fixed(inputs[0].size) else {
      throw ShapeMismatch("an input of \(inputs[0].size) features takes as many biases")
    }
    return inputs[0]
  }

  /// y ← x + b.
  public func forward(_ at: Site) {
    let (x, b, y) = (at[0], at[1], at.output)
    var start = 0
    for _ in 0..<at.rows {
      for j in 0..<b.count { y[start + j] = x[start + j] + b[j] }
      start += b.count
    }
  }

  /// dx ← dy, and db ← the sum of dy over the batch.
  public func backward(_ at: Site) {
    let dy = at.outputGradient
    at.gradient(0)?.contribute(dy)
    guard let db = at.gradient(1) else { return }
    if !db.isBegun { db.buffer.update(repeating: 0) }
    let sum = db.buffer
    var start = 0
    for _ in 0..<at.rows {
      for j in 0..<sum.count { sum[j] += dy[start + j] }
      start += sum.count
    }
  }
}
