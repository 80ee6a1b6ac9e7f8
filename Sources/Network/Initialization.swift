/// How a whole network begins: the law of its weights and the law of its biases.
public struct Initialization: Hashable, Sendable {
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

extension Initialization: Codable {
  private enum CodingKeys: String, CodingKey {
    case weights
    case biases
  }

  /// Reads a name, or the laws of `weights` and `biases`.
  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self), let named = Self(named: name) {
      self = named
    } else {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      self.init(
        weights: try container.decode(Initializer.self, forKey: .weights),
        biases: try container.decode(Initializer.self, forKey: .biases))
    }
  }
}
