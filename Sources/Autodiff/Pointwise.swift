import Numbers

/// What the slope of a function y = f(x) is told from.
public enum SlopeSource: Sendable {
  /// The input x; a plan then keeps x beside y until the backward pass has read it.
  case input
  /// The output y; a plan may then keep y in x's place.
  case output
}

/// A function of each number alone, y = f(x), stated by its value and its slope.
///
/// The rest follows from these two: shapes, both passes over whole arrays, and what a plan must keep for the backward
/// pass. The loops are compiled anew for each such type, in the module that states it, so that arithmetic without
/// branches becomes vector instructions there as it does here.
public protocol Pointwise: Operation {
  /// What `slope(from:)` is given.
  var slopeSource: SlopeSource { get }

  /// f(x).
  func value(_ x: Real) -> Real

  /// f′(x), given x itself or y = f(x), as `slopeSource` says.
  func slope(from number: Real) -> Real

  /// y ← f(x) for so many numbers that lie apart; not to be stated anew.
  func apply(to x: UnsafePointer<Real>, count: Int, into y: UnsafeMutablePointer<Real>)

  /// dy ← dy f′(x) for so many numbers, given those that slopes are told from; not to be stated anew.
  func multiply(_ dy: UnsafeMutablePointer<Real>, count: Int, bySlopesFrom told: UnsafePointer<Real>)
}

extension Pointwise {
  /// What the slope is told from.
  public var backwardReads: BackwardReads { slopeSource == .input ? .inputs : .output }

  /// The output may take the input's place where the backward pass does not read the input.
  public var mayOverwriteInput: Bool { true }

  /// The input's shape.
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 1 else { throw ShapeMismatch("it takes one input") }
    return inputs[0]
  }

  /// y ← f(x).
  @inlinable
  public func forward(_ at: Site) {
    let x = at[0]
    at.output.assign { value(x[$0]) }
  }

  /// y ← f(x).
  @inlinable
  public func apply(to x: UnsafePointer<Real>, count: Int, into y: UnsafeMutablePointer<Real>) {
    for i in 0..<count { y[i] = value(x[i]) }
  }

  /// dy ← dy f′(x).
  @inlinable
  public func multiply(_ dy: UnsafeMutablePointer<Real>, count: Int, bySlopesFrom told: UnsafePointer<Real>) {
    for i in 0..<count { dy[i] *= slope(from: told[i]) }
  }

  /// dx ← dy f′(x).
  @inlinable
  public func backward(_ at: Site) {
    let dy = at.outputGradient
    let told = slopeSource == .input ? at[0] : at.output
    at.gradient(0)?.contribute { dy[$0] * slope(from: told[$0]) }
  }
}
