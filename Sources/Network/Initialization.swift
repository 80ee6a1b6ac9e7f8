/// How a whole network begins: the law of its weights and the law of its biases.
public struct Initialization: Hashable, Sendable {
  /// The law of every weight.
  public var weights: Initializer
  /// The law of every bias; its fans are those of the layer's weights.
  public var biases: Initializer
  /// Whether weights begin in opposite pairs, so that a ReLU network begins as a linear one (``Mirroring``); the law of
  /// the weights is then that of the linear network, whose layers are half as wide.
  public var isMirrored: Bool

  /// Weights of a law, and biases that are zero unless said otherwise.
  public init(weights: Initializer, biases: Initializer = .zero, isMirrored: Bool = false) {
    self.weights = weights
    self.biases = biases
    self.isMirrored = isMirrored
  }
}

extension Initialization: Codable {
  private enum CodingKeys: String, CodingKey {
    case weights
    case biases
    case isMirrored = "mirrored"
  }

  /// Reads a name, or the laws of `weights` and `biases`, and whether weights are `mirrored` (no unless said).
  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self), let named = Self(named: name) {
      self = named
    } else {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      self.init(
        weights: try container.decode(Initializer.self, forKey: .weights),
        biases: try container.decode(Initializer.self, forKey: .biases),
        isMirrored: try container.decodeIfPresent(Bool.self, forKey: .isMirrored) ?? false)
    }
  }

  /// Writes the laws, and `mirrored` only where weights are: what is written of others stays as it was.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(weights, forKey: .weights)
    try container.encode(biases, forKey: .biases)
    if isMirrored { try container.encode(true, forKey: .isMirrored) }
  }
}
