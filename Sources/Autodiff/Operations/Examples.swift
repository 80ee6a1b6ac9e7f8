/// The rows of an array that learns, as the examples of a batch: [n, …] becomes a batch of n arrays […].
///
/// With it in front of a network, `Workspace.backward` gives the gradient with respect to each example.
public struct Examples: Operation {
  /// The rows as examples.
  public init() {}

  /// The backward pass reads nothing of the forward one: numbers are only moved.
  public var backwardReads: BackwardReads { [] }

  /// [n, …], the same for every batch, gives a batch of […]; a batch must have at most n examples.
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 1, !inputs[0].isBatched, !inputs[0].extents.isEmpty else {
      throw ShapeMismatch("the input must be one array with a row an example")
    }
    return Shape(isBatched: true, extents: Array(inputs[0].extents.dropFirst()))
  }

  /// yᵢ ← row i.
  public func forward(_ at: Site) {
    let (x, y) = (at[0], at.output)
    let size = size(at)
    precondition(at.rows <= at.extents(0)[0], "\(at.rows) examples of \(at.extents(0)[0]) rows")
    for row in 0..<at.rows {
      for number in 0..<size { y[at.outputPlace(of: number, row: row)] = x[row * size + number] }
    }
  }

  /// The gradient of row i ← dyᵢ; that of rows that are no examples is zero.
  public func backward(_ at: Site) {
    let (size, dy) = (size(at), at.outputGradient)
    at.gradient(0)?.contribute { i in
      i / size < at.rows ? dy[at.outputPlace(of: i % size, row: i / size)] : 0
    }
  }

  private func size(_ at: Site) -> Int {
    at.size(0) / at.extents(0)[0]
  }
}
