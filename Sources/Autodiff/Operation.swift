/// What the backward pass of an operation reads of the forward pass.
///
/// A plan keeps just that: a value that nobody reads again may be overwritten by the operation after it.
public struct BackwardReads: OptionSet, Sendable {
  /// One bit for each kind of value.
  public let rawValue: Int

  /// The set with these bits.
  public init(rawValue: Int) {
    self.rawValue = rawValue
  }

  /// The operation's inputs.
  public static let inputs = BackwardReads(rawValue: 1)
  /// The operation's output.
  public static let output = BackwardReads(rawValue: 2)
}

/// A differentiable function of arrays: its shape rule, its value and its gradient.
///
/// An operation of another module is planned and replayed as those of this one are, but for fusion. A function of each
/// number alone is best stated as `Pointwise`; how arrays lie in memory is told at `Site`.
/// A file that imports Foundation, which has an `Operation` too, writes `Autodiff.Operation`.
public protocol Operation: Sendable {
  /// What `backward` reads of the forward pass.
  var backwardReads: BackwardReads { get }

  /// Whether number i of the output depends on number i of the first input alone (and on the other inputs), in the
  /// forward and in the backward pass, so that the output may take the first input's place in memory.
  var mayOverwriteInput: Bool { get }

  /// Whether an example's output depends on the other examples of its batch, as where a mean over the batch is taken; such
  /// an operation is given all of them at once.
  var readsWholeBatch: Bool { get }

  /// The output's shape.
  ///
  /// - Throws: `ShapeMismatch` where the inputs do not fit.
  func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape

  /// How many bytes of `Site.scratch` the two passes need at most.
  func scratchBytes(for inputs: [Shape]) -> Int

  /// Computes the output from the inputs.
  func forward(_ at: Site)

  /// Contributes to the gradient of every input that has one, given the output's gradient.
  func backward(_ at: Site)
}

extension Operation {
  /// The operation's name in messages.
  public var name: String {
    String(describing: Self.self)
  }

  /// The output may not take the input's place unless the operation says otherwise.
  public var mayOverwriteInput: Bool {
    false
  }

  /// An operation treats each example by itself unless it says otherwise.
  public var readsWholeBatch: Bool {
    false
  }

  /// An operation needs no scratch memory unless it says how much.
  public func scratchBytes(for inputs: [Shape]) -> Int {
    0
  }
}
