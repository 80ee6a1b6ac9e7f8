/// How a whole network begins: the law of its weights and the law of its biases.
public struct Initialization: Sendable {
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
  public var scheme: (any InitializationScheme)?

  /// All schemes.
  public static let schemes: [any InitializationScheme] = [
    Fixup(), ZeroGain(), ZeroGamma(), UnitVariance(), CriticalVariance(),
  ]

  /// Weights of a law, and biases that are zero unless said otherwise.
  public init(
    weights: Initializer, biases: Initializer = .zero, isMirrored: Bool = false,
    laws: [String: Initializer] = [:], scheme: (any InitializationScheme)? = nil
  ) {
    self.weights = weights
    self.biases = biases
    self.isMirrored = isMirrored
    self.laws = laws
    self.scheme = scheme
  }
}

extension Initialization: Hashable {
  private var parts: [AnyHashable] {
    [weights, biases, isMirrored, laws] + [scheme].compactMap { $0.map { AnyHashable($0) } }
  }

  /// Whether both are the same laws under the same scheme.
  public static func == (one: Initialization, other: Initialization) -> Bool { one.parts == other.parts }

  /// Mixes in the laws and the scheme.
  public func hash(into hasher: inout Hasher) { hasher.combine(parts) }
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
        scheme: try container.decodeIfPresent(String.self, forKey: .scheme).map { name in
          guard let scheme = Self.schemes.first(where: { $0.name == name }) else {
            throw DecodingError.dataCorruptedError(
              forKey: .scheme, in: container, debugDescription: "there is no scheme of this name")
          }
          return scheme
        })
    }
  }

  /// Writes the laws, and the rest only where it is said: what is written of others stays as it was.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(weights, forKey: .weights)
    try container.encode(biases, forKey: .biases)
    if isMirrored { try container.encode(true, forKey: .isMirrored) }
    if !laws.isEmpty { try container.encode(laws, forKey: .laws) }
    try container.encodeIfPresent(scheme?.name, forKey: .scheme)
  }
}
