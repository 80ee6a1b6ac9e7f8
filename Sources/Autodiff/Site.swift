/// Where an operation of a plan finds its arrays in a workspace.
public struct Site {
  let inputs: UnsafePointer<Operand>
  let result: Operand
  let batch: UnsafePointer<Int>
  /// Memory for what an operation computes on the way, aligned to a cache line: as much as `Operation.scratchBytes`
  /// asked for.
  ///
  /// All operations of a workspace share it, so it holds nothing that can be relied on when an operation begins.
  public let scratch: UnsafeMutableRawPointer

  /// One array of a workspace.
  struct Operand {
    let values: UnsafeMutablePointer<Real>
    /// Nil where no gradient is wanted.
    let gradient: UnsafeMutablePointer<Real>?
    /// Whether an operation that runs earlier in the backward pass has contributed already.
    let gradientIsBegun: Bool
    /// How many numbers one example has.
    let size: Int
    let extents: UnsafeBufferPointer<Int>
    let isBatched: Bool

    func count(rows: Int) -> Int { isBatched ? rows * size : size }
  }

  /// The number of examples in the batch.
  public var rows: Int {
    batch.pointee
  }

  /// How many numbers input `i` has for one example, or in all where it is not batched.
  public func size(_ i: Int) -> Int {
    inputs[i].size
  }

  /// The extents of input `i` for one example, or in all where it is not batched.
  public func extents(_ i: Int) -> UnsafeBufferPointer<Int> {
    inputs[i].extents
  }

  /// The numbers of input `i`.
  public subscript(i: Int) -> UnsafeMutableBufferPointer<Real> {
    UnsafeMutableBufferPointer(start: inputs[i].values, count: inputs[i].count(rows: rows))
  }

  /// The numbers of the output.
  public var output: UnsafeMutableBufferPointer<Real> {
    UnsafeMutableBufferPointer(start: result.values, count: result.count(rows: rows))
  }

  /// The gradient of the loss with respect to the output.
  public var outputGradient: UnsafeMutableBufferPointer<Real> {
    UnsafeMutableBufferPointer(start: result.gradient, count: result.count(rows: rows))
  }

  /// Where to put the gradient with respect to input `i`; nil where nothing upstream learns.
  public func gradient(_ i: Int) -> GradientSlot? {
    inputs[i].gradient.map {
      GradientSlot(
        buffer: UnsafeMutableBufferPointer(start: $0, count: inputs[i].count(rows: rows)),
        isBegun: inputs[i].gradientIsBegun, isOutputGradient: $0 == result.gradient)
    }
  }
}
