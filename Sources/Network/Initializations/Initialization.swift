/// How a whole network begins: the law of its weights and the law of its biases.
public struct Initialization: Hashable, Sendable {
  /// The law of every weight.
  public var weights: Initializer
  /// The law of every bias; its fans are those of the layer's weights.
  public var biases: Initializer
  /// Whether weights begin in opposite pairs, so that a ReLU network begins as a linear one (``Mirroring``); the law of
  /// the weights is then that of the linear network, whose layers are half as wide.
  public var isMirrored: Bool
  /// The laws of the weights of products whose names a pattern matches, such as `output` or `module*.conv2`; `first` and
  /// `last` are a network's first and last product.
  public var laws: [String: Initializer]
  /// What is done to the network's layers besides; nil for nothing.
  public var scheme: Scheme?

  /// What a named initialisation does to layers before weights are drawn.
  public enum Scheme: String, CaseIterable, Codable, Sendable {
    /// `Fixup`.
    case fixup
    /// Each branch of a residual module is multiplied by a number that is learnt and 0 at first (De & Smith 2020, SkipInit;
    /// Bachlechner et al. 2021, ReZero).
    case zeroGain = "zero-gain"
    /// The last normalisation of each branch has gains that are 0 at first (Goyal et al. 2017, section 5.1).
    case zeroGamma = "zero-gamma"
    /// Weights are scaled, layer after layer, until a batch's outputs have variance 1 (`Network.Settling`).
    case unitVariance = "unit-variance"
  }

  /// Weights of a law, and biases that are zero unless said otherwise.
  public init(
    weights: Initializer, biases: Initializer = .zero, isMirrored: Bool = false,
    laws: [String: Initializer] = [:], scheme: Scheme? = nil
  ) {
    self.weights = weights
    self.biases = biases
    self.isMirrored = isMirrored
    self.laws = laws
    self.scheme = scheme
  }
}

extension Initialization: Codable {
  private enum CodingKeys: String, CodingKey {
    case weights
    case biases
    case isMirrored = "mirrored"
    case laws
    case scheme
  }

  /// Reads a name, or the laws of `weights` and `biases`, and what else there is.
  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self), let named = Self(named: name) {
      self = named
    } else {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      self.init(
        weights: try container.decode(Initializer.self, forKey: .weights),
        biases: try container.decode(Initializer.self, forKey: .biases),
        isMirrored: try container.decodeIfPresent(Bool.self, forKey: .isMirrored) ?? false,
        laws: try container.decodeIfPresent([String: Initializer].self, forKey: .laws) ?? [:],
        scheme: try container.decodeIfPresent(Scheme.self, forKey: .scheme))
    }
  }

  /// Writes the laws, and the rest only where it is said: what is written of others stays as it was.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(weights, forKey: .weights)
    try container.encode(biases, forKey: .biases)
    if isMirrored { try container.encode(true, forKey: .isMirrored) }
    if !laws.isEmpty { try container.encode(laws, forKey: .laws) }
    try container.encodeIfPresent(scheme, forKey: .scheme)
  }
}
