/// The sum y = x + b of a batch x [n, m, …] and the same biases b [m] for every example: one bias a feature, or one a
/// channel of an image [n, m, h, w].
public struct Bias: Operation {
  /// The sum.
  public init() {}

  /// Nothing: a sum's gradient is the same everywhere.
  public var backwardReads: BackwardReads { [] }

  /// Yes.
  public var mayOverwriteInput: Bool { true }

  /// [n, m, …] and [m] give [n, m, …].
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 2, inputs[0].isBatched, let features = inputs[0].extents.first else {
      throw ShapeMismatch("the input must be a batch of features [n, m] or channels [n, m, …]")
    }
    guard inputs[1] == .fixed(features) else {
      throw ShapeMismatch("an input of \(features) features takes as many biases")
    }
    return inputs[0]
  }

  /// y ← x + b.
  public func forward(_ at: Site) {
    let (x, b, y) = (at[0], at[1], at.output)
    let channel = at.size(0) / b.count
    var start = 0
    for _ in 0..<at.rows {
      if channel == 1 {
        for j in 0..<b.count { y[start + j] = x[start + j] + b[j] }
        start += b.count
      } else {
        for j in 0..<b.count {
          let bias = b[j]
          for i in start..<start + channel { y[i] = x[i] + bias }
          start += channel
        }
      }
    }
  }

  /// dx ← dy, and db ← the sum of dy over the batch, and over each channel.
  public func backward(_ at: Site) {
    let dy = at.outputGradient
    at.gradient(0)?.contribute(dy)
    guard let db = at.gradient(1), let first = dy.baseAddress else { return }
    if !db.isBegun { db.buffer.update(repeating: 0) }
    let sum = db.buffer
    let channel = at.size(0) / sum.count
    var start = 0
    for _ in 0..<at.rows {
      if channel == 1 {
        for j in 0..<sum.count { sum[j] += dy[start + j] }
        start += sum.count
      } else {
        for j in 0..<sum.count {
          sum[j] += Lanes.sum(first + start, channel)
          start += channel
        }
      }
    }
  }
}
