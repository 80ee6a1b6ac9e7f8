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
public protocol Operation: Sendable {
  /// What `backward` reads of the forward pass.
  var backwardReads: BackwardReads { get }

  /// Whether number i of the output depends on number i of the first input alone (and on the other inputs), in the
  /// forward and in the backward pass, so that the output may take the first input's place in memory.
  var mayOverwriteInput: Bool { get }

  /// Whether the operation has a rectifier and marks where that is active.
  var marksActivity: Bool { get }

  /// Whether the output is what a rectifier whose activity is marked has left; then the backward pass takes no notice of
  /// the output's gradient where the output is 0, so that nobody needs to compute it there.
  var outputIsRectified: Bool { get }

  /// One operation that computes the same numbers as this one and then `next`, which takes this one's output first;
  /// its inputs are this one's and then the other ones of `next`. Nil where there is none.
  func fused(with next: any Operation) -> (any Operation)?

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

  /// No, unless the operation says otherwise.
  public var mayOverwriteInput: Bool {
    false
  }

  /// No, unless the operation says otherwise.
  public var marksActivity: Bool {
    false
  }

  /// No, unless the operation says otherwise.
  public var outputIsRectified: Bool {
    false
  }

  /// None, unless the operation says otherwise.
  public func fused(with next: any Operation) -> (any Operation)? {
    nil
  }

  /// None, unless the operation says otherwise.
  public func scratchBytes(for inputs: [Shape]) -> Int {
    0
  }
}
