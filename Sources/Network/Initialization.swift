/// How a whole network begins: the law of its weights and the law of its biases.
public struct Initialization: Hashable, Codable, Sendable {
  /// The law of every weight.
  public var weights: Initializer
  /// The law of every bias; its fans are those of the layer's weights.
  public var biases: Initializer

  /// Weights of a law, and biases that are zero unless said otherwise.
  public init(weights: Initializer, biases: Initializer = .zero) {
    self.weights = weights
    self.biases = biases
  }
}
