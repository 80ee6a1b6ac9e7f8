/// Where an operation of a plan finds its arrays in a workspace.
public struct Site {
  let inputs: UnsafePointer<Operand>
  let result: Operand
  let batch: UnsafePointer<Batch>
  /// How many examples a panel of vectors holds: sixteen, or one in a workspace for a single example.
  public let lanes: Int
  /// Memory for what an operation computes on the way, aligned to a cache line: as much as `Operation.scratchBytes`
  /// asked for.
  ///
  /// All operations of a workspace share it, so it holds nothing that can be relied on when an operation begins.
  public let scratch: UnsafeMutableRawPointer

  /// The batch at hand.
  struct Batch {
    /// The number of examples.
    var rows: Int
    /// Whether the gradients of parameters are added to those of other batches.
    var addsGradients: Bool
  }

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
    let layout: Layout
    let isParameter: Bool
    /// What the operation that makes it has marked; nil where it marks nothing.
    let activity: Activity?
    /// Whether it is 0 where it is not active.
    let isRectified: Bool

    func count(rows: Int, lanes: Int) -> Int {
      layout.count(size: size, rows: rows, lanes: lanes)
    }
  }

  /// The number of examples in the batch.
  public var rows: Int {
    batch.pointee.rows
  }

  /// How many panels hold the batch's vectors, the last one perhaps not full.
  public var panels: Int {
    (rows + lanes - 1) / lanes
  }

  /// How many numbers input `i` has for one example, or in all where it is not batched.
  public func size(_ i: Int) -> Int {
    inputs[i].size
  }

  /// The extents of input `i` for one example, or in all where it is not batched.
  public func extents(_ i: Int) -> UnsafeBufferPointer<Int> {
    inputs[i].extents
  }

  /// How many numbers the output has for one example, or in all where it is not batched.
  var outputSize: Int {
    result.size
  }

  /// Where input `i` is not 0; nil where nobody marks that.
  func activity(_ i: Int) -> Activity? {
    inputs[i].isRectified ? inputs[i].activity : nil
  }

  /// Where the operation's rectifier is active; nil where it does not mark that.
  var outputActivity: Activity? {
    result.activity
  }

  /// Where number `number` of example `row` lies among the numbers of input `i`.
  public func place(of number: Int, row: Int, input i: Int) -> Int {
    inputs[i].layout.place(of: number, row: row, size: inputs[i].size, lanes: lanes)
  }

  /// Where number `number` of example `row` lies among the numbers of the output.
  public func outputPlace(of number: Int, row: Int) -> Int {
    result.layout.place(of: number, row: row, size: result.size, lanes: lanes)
  }

  /// The numbers of input `i`.
  public subscript(i: Int) -> UnsafeMutableBufferPointer<Real> {
    UnsafeMutableBufferPointer(start: inputs[i].values, count: inputs[i].count(rows: rows, lanes: lanes))
  }

  /// Visits the numbers of input `i`, a batch of vectors, for sixteen examples at a time.
  @inline(__always)
  func forEachPanel(of i: Int, _ body: (_ first: Int, _ x: UnsafePointer<Real>) -> Void) {
    precondition(lanes == Lanes.scalarCount, "one example alone is no panel")
    let (x, size) = (UnsafePointer(inputs[i].values), size(i))
    for first in stride(from: 0, to: rows, by: Lanes.scalarCount) { body(first, x + first * size) }
  }

  /// The numbers of the output.
  public var output: UnsafeMutableBufferPointer<Real> {
    UnsafeMutableBufferPointer(start: result.values, count: result.count(rows: rows, lanes: lanes))
  }

  /// The gradient of the loss with respect to the output.
  public var outputGradient: UnsafeMutableBufferPointer<Real> {
    UnsafeMutableBufferPointer(start: result.gradient, count: result.count(rows: rows, lanes: lanes))
  }

  /// Where to put the gradient with respect to input `i`; nil where nothing upstream learns.
  public func gradient(_ i: Int) -> GradientSlot? {
    inputs[i].gradient.map {
      GradientSlot(
        buffer: UnsafeMutableBufferPointer(start: $0, count: inputs[i].count(rows: rows, lanes: lanes)),
        isBegun: inputs[i].gradientIsBegun || (inputs[i].isParameter && batch.pointee.addsGradients),
        isOutputGradient: $0 == result.gradient)
    }
  }
}
