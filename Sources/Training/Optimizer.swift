/// How gradients become steps.
public enum Optimizer: Hashable, Sendable {
  /// Stochastic gradient descent, with or without momentum.
  case sgd(SGD)
  /// Adam.
  case adam(Adam)

  /// The optimisers by name.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// Stochastic gradient descent.
    case sgd
    /// Adam.
    case adam
  }

  /// An optimiser with its defaults.
  public static func standard(_ kind: Kind) -> Optimizer {
    switch kind {
    case .sgd: .sgd(SGD())
    case .adam: .adam(Adam())
    }
  }

  /// Which one it is.
  public var kind: Kind {
    switch self {
    case .sgd: .sgd
    case .adam: .adam
    }
  }

  /// The learning rate.
  public var rate: Double {
    get {
      switch self {
      case .sgd(let rule): rule.rate
      case .adam(let rule): rule.rate
      }
    }
    set {
      switch self {
      case .sgd(var rule):
        rule.rate = newValue
        self = .sgd(rule)
      case .adam(var rule):
        rule.rate = newValue
        self = .adam(rule)
      }
    }
  }
}

extension Optimizer: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind
  }

  /// Reads the field `kind` (`sgd` where it is missing) and the numbers beside it.
  public init(from decoder: any Decoder) throws {
    let kind = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(Kind.self, forKey: .kind)
    switch kind ?? .sgd {
    case .sgd: self = .sgd(try SGD(from: decoder))
    case .adam: self = .adam(try Adam(from: decoder))
    }
  }

  /// Writes the numbers beside the field `kind`, which descent goes without: what is written of it stays as it was when
  /// there was no other.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .sgd(let rule): try rule.encode(to: encoder)
    case .adam(let rule):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(kind, forKey: .kind)
      try rule.encode(to: encoder)
    }
  }
}
