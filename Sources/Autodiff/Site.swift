import Numbers

/// Where an operation of a plan finds its arrays in a workspace.
///
/// A batch lies in panels of `lanes` examples: number after number, and of each number the examples of the panel side by
/// side. What is no batch lies as it is. `place(of:row:input:)` and `outputPlace(of:row:)` tell where a number lies, however
/// that is.
///
/// What is left over of a last panel that is not full belongs to no example, but sums over a batch run over whole panels.
/// Values there repeat the last example, so that they are no larger than others; a gradient there must be 0. An operation
/// that treats all places alike sees to both by itself; a loss has to see to the gradient.
public struct Site {
  @usableFromInline let inputs: UnsafePointer<Operand>
  @usableFromInline let result: Operand
  @usableFromInline let batch: UnsafePointer<Batch>
  /// How many examples a panel holds: sixteen, or one in a workspace for a single example.
  public let lanes: Int
  /// Memory for what an operation computes on the way, aligned to a cache line: as much as `Operation.scratchBytes`
  /// asked for.
  ///
  /// All operations of a workspace share it, so it holds nothing that can be relied on when an operation begins.
  public let scratch: UnsafeMutableRawPointer

  /// The batch at hand, or the part of it.
  @usableFromInline
  struct Batch {
    /// The number of examples.
    @usableFromInline var rows: Int
    /// The place of the first of them in the batch that a step is taken with.
    @usableFromInline var first = 0
    /// Whether the gradients of parameters are added to those of other batches.
    var addsGradients = false
    /// Whether other examples of the batch have contributed before to the gradients of what is the same for all.
    var isLaterPart = false
    @usableFromInline var pass = Pass()
  }

  /// What is the same for all parts of a batch.
  @usableFromInline
  struct Pass {
    /// Whether the network learns from the batch.
    @usableFromInline var isTraining = true
    /// What operations draw numbers by.
    @usableFromInline var noise: UInt64 = 0
  }

  /// One array of a workspace.
  @usableFromInline
  struct Operand {
    @usableFromInline let values: UnsafeMutablePointer<Real>
    /// Nil where no gradient is wanted.
    let gradient: UnsafeMutablePointer<Real>?
    /// Whether an operation that runs earlier in the backward pass has contributed already.
    let gradientIsBegun: Bool
    /// How many numbers one example has.
    @usableFromInline let size: Int
    let extents: UnsafeBufferPointer<Int>
    @usableFromInline let layout: Layout
    let isParameter: Bool
    /// What the operation that makes it has marked; nil where it marks nothing.
    let activity: Activity?
    /// Whether it is 0 where it is not active.
    let isRectified: Bool

    /// Whether it is one array for all examples.
    var isFixed: Bool { layout == .fixed }

    func count(rows: Int, lanes: Int) -> Int {
      layout.count(size: size, rows: rows, lanes: lanes)
    }
  }

  /// The number of examples in the batch.
  @inlinable public var rows: Int {
    batch.pointee.rows
  }

  /// The place of the site's first example in the batch that a step is taken with, of which they may be a part.
  @inlinable public var firstRow: Int {
    batch.pointee.first
  }

  /// What an operation that draws numbers draws them by, besides what tells it from others and the example's place in the
  /// batch: a new number for each step.
  @inlinable public var noise: UInt64 {
    batch.pointee.pass.noise
  }

  /// Whether the network learns from the batch: an operation with a state, such as a running mean, updates it then, and else
  /// relies on it.
  @inlinable public var isTraining: Bool {
    batch.pointee.pass.isTraining
  }

  /// How many panels hold the batch, the last one perhaps not full.
  public var panels: Int {
    (rows + lanes - 1) / lanes
  }

  /// How many numbers input `i` has for one example, or in all where it is not batched.
  @inlinable
  public func size(_ i: Int) -> Int {
    inputs[i].size
  }

  /// The extents of input `i` for one example, or in all where it is not batched.
  public func extents(_ i: Int) -> UnsafeBufferPointer<Int> {
    inputs[i].extents
  }

  /// How many numbers the output has for one example, or in all where it is not batched.
  @inlinable public var outputSize: Int {
    result.size
  }

  /// The extents of the output for one example, or in all where it is not batched.
  public var outputExtents: UnsafeBufferPointer<Int> {
    result.extents
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
  @inlinable
  public func place(of number: Int, row: Int, input i: Int) -> Int {
    inputs[i].layout.place(of: number, row: row, size: inputs[i].size, lanes: lanes)
  }

  /// Where number `number` of example `row` lies among the numbers of the output.
  @inlinable
  public func outputPlace(of number: Int, row: Int) -> Int {
    result.layout.place(of: number, row: row, size: result.size, lanes: lanes)
  }

  /// The numbers of input `i`.
  public subscript(i: Int) -> UnsafeMutableBufferPointer<Real> {
    UnsafeMutableBufferPointer(start: inputs[i].values, count: inputs[i].count(rows: rows, lanes: lanes))
  }

  /// Visits the numbers of input `i`, a batch, for sixteen examples at a time: the number of the first of
  /// them, and where their panel begins.
  ///
  /// Of a workspace for one example alone, which has no panels, it must not be asked.
  @inlinable
  @inline(__always)
  public func forEachPanel(of i: Int, _ body: (_ first: Int, _ x: UnsafePointer<Real>) -> Void) {
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
      let hasOtherExamples =
        inputs[i].isParameter ? batch.pointee.addsGradients : inputs[i].isFixed && batch.pointee.isLaterPart
      return GradientSlot(
        buffer: UnsafeMutableBufferPointer(start: $0, count: inputs[i].count(rows: rows, lanes: lanes)),
        isBegun: inputs[i].gradientIsBegun || hasOtherExamples, isOutputGradient: $0 == result.gradient)
    }
  }
}
