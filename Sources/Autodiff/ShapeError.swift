/// What an operation says of inputs that it cannot take.
public struct ShapeMismatch: Error, Equatable {
  /// What the operation needs and what it got, as the end of a sentence.
  public let reason: String

  /// A mismatch with a reason, such as `the input has 784 features, the weights take 30`.
  public init(_ reason: String) {
    self.reason = reason
  }
}

/// A layer whose shapes do not fit, found while a plan is recorded.
public struct ShapeError: Error, Equatable, CustomStringConvertible {
  /// The layer's name.
  public let layer: String
  /// The operation's name.
  public let operation: String
  /// The shapes that the operation was given.
  public let inputs: [Shape]
  /// Why it cannot take them.
  public let reason: String

  /// One line that names the layer, the operation, the shapes and the reason.
  public var description: String {
    let shapes = inputs.map(\.description).joined(separator: " and ")
    return "layer '\(layer)': \(operation) cannot take \(shapes): \(reason)"
  }
}
