import Numbers

/// A rectifier of each number and one of its opposite, side by side: y = (max(0, x), max(0, −x)), twice as many features.
///
/// Source: Shang, Sohn, Almeida & Lee 2016, *Understanding and Improving Convolutional Neural Networks via Concatenated
/// Rectified Linear Units*.
public struct CReLU: Operation {
  /// Both rectifiers.
  public init() {}

  /// Where the output is positive.
  public var backwardReads: BackwardReads { .output }

  /// [n, m, …] gives [n, 2 m, …].
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 1, inputs[0].isBatched, let features = inputs[0].extents.first else {
      throw ShapeMismatch("the input must be a batch of features [n, m] or channels [n, m, …]")
    }
    return Shape(isBatched: true, extents: [2 * features] + inputs[0].extents.dropFirst())
  }

  /// y ← (max(0, x), max(0, −x)); a value that is not a number stays one.
  public func forward(_ at: Site) {
    let (x, y) = (at[0], at.output)
    forEachBlock(at) { from, to, count in
      for i in 0..<count { y[to + i] = x[from + i] < 0 ? 0 : x[from + i] }
      for i in 0..<count { y[to + count + i] = x[from + i] > 0 ? 0 : -x[from + i] }
    }
  }

  /// dx ← dy where x > 0, less the other dy where x < 0.
  public func backward(_ at: Site) {
    guard let slot = at.gradient(0) else { return }
    let (y, dy) = (at.output, at.outputGradient)
    forEachBlock(at) { from, to, count in
      slot.part(from..<from + count).contribute { i in
        let (there, opposite) = (to &+ i, to &+ count &+ i)
        return (y[there] > 0 ? dy[there] : 0) - (y[opposite] > 0 ? dy[opposite] : 0)
      }
    }
  }

  /// Visits what lies together: a panel's numbers.
  @inline(__always)
  private func forEachBlock(_ at: Site, _ body: (_ from: Int, _ to: Int, _ count: Int) -> Void) {
    let count = at.size(0) * at.lanes
    for panel in 0..<at.panels { body(panel * count, 2 * panel * count, count) }
  }
}
