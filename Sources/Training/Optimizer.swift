import Forms

/// The optimiser of a run, as data: one of several rules, with its numbers.
public struct Optimizer: Sendable {
  /// The rule.
  public private(set) var rule: any UpdateRule

  /// All rules; the first is the one that is meant where none is named.
  public static let rules: [any UpdateRule.Type] = [SGD.self, Adam.self]

  /// The optimiser of a rule.
  public init(_ rule: some UpdateRule) {
    self.rule = rule
  }

  /// The rule's name.
  public var name: String { type(of: rule).name }

  /// The learning rate.
  public var rate: Double {
    get { rule.rate }
    set { rule.rate = newValue }
  }
}

extension Optimizer: Hashable {
  /// Whether both are the same rule with the same numbers.
  public static func == (one: Optimizer, other: Optimizer) -> Bool {
    AnyHashable(one.rule) == AnyHashable(other.rule)
  }

  /// Mixes in the rule and its numbers.
  public func hash(into hasher: inout Hasher) { hasher.combine(AnyHashable(rule)) }
}

extension Optimizer: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind
  }

  /// Reads the name `kind` (the first rule's where it is missing) and the numbers beside it.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decodeIfPresent(String.self, forKey: .kind) ?? Self.rules[0].name
    guard let rule = Self.rules.first(where: { $0.name == name }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: container, debugDescription: "there is no optimiser of this name")
    }
    self.rule = try rule.init(from: decoder)
  }

  /// Writes the numbers beside the name `kind`, which the first rule goes without: what is written of it stays as it was
  /// when there was no other.
  public func encode(to encoder: any Encoder) throws {
    if name != Self.rules[0].name {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .kind)
    }
    try rule.encode(to: encoder)
  }
}

extension Optimizer {
  /// An optimiser, named by `kind`, and its numbers; those not given are its defaults.
  package static let form = ValueForm.named(
    "optimizer",
    .family(
      rules.map { rule in
        ValueForm.Kind(rule.name, standard: JSONValue(plain: Optimizer(rule.standard)), rule.fields)
      }, short: .init("optimizer", "How networks are trained."), option: "--optimizer NAME"))
}

extension ValueForm.Field {
  /// The learning rate.
  static let rate = ValueForm.Field(
    "rate", .number(in: 0...Double.infinity), "The learning rate.", short: "rate", option: "--rate R")
}
