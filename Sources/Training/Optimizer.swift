import Forms

/// The optimiser of a run, as data: one of several rules, with its numbers.
public struct Optimizer: Sendable {
  /// The rule.
  public private(set) var rule: any UpdateRule
  /// The greatest norm of all gradients together, to which longer ones are shortened; nil for none.
  public var clip: Double?
  /// In how many steps the rate grows to its own, step by step in equal parts; nil for none.
  public var warmup: Int?
  /// What the rate is multiplied by for the weights and biases whose names a pattern matches, such as `output.*`.
  public var rateFactors: [String: Double]

  /// All rules; the first is the one that is meant where none is named.
  public static let rules: [any UpdateRule.Type] = [SGD.self, Adam.self, AdamW.self, RMSprop.self]

  /// The optimiser of a rule.
  public init(
    _ rule: some UpdateRule, clip: Double? = nil, warmup: Int? = nil, rateFactors: [String: Double] = [:]
  ) {
    self.rule = rule
    self.clip = clip
    self.warmup = warmup
    self.rateFactors = rateFactors
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
    AnyHashable(one.rule) == AnyHashable(other.rule) && one.clip == other.clip && one.warmup == other.warmup
      && one.rateFactors == other.rateFactors
  }

  /// Mixes in the rule and its numbers.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(AnyHashable(rule))
    hasher.combine(clip)
    hasher.combine(warmup)
    hasher.combine(rateFactors)
  }
}

extension Optimizer: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind
    case clip
    case warmup
    case rateFactors
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
    clip = try container.decodeIfPresent(Double.self, forKey: .clip)
    warmup = try container.decodeIfPresent(Int.self, forKey: .warmup)
    rateFactors = try container.decodeIfPresent([String: Double].self, forKey: .rateFactors) ?? [:]
  }

  /// Writes the numbers beside the name `kind`, which the first rule goes without: what is written of it stays as it was
  /// when there was no other.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    if name != Self.rules[0].name { try container.encode(name, forKey: .kind) }
    try container.encodeIfPresent(clip, forKey: .clip)
    try container.encodeIfPresent(warmup, forKey: .warmup)
    if !rateFactors.isEmpty { try container.encode(rateFactors, forKey: .rateFactors) }
    try rule.encode(to: encoder)
  }
}

extension Optimizer {
  /// An optimiser, named by `kind`, and its numbers; those not given are its defaults.
  package static let form = ValueForm.named(
    "optimizer",
    .family(
      rules.map { rule in
        ValueForm.Kind(rule.name, standard: JSONValue(plain: Optimizer(rule.standard)), rule.fields + common)
      }, short: .init("optimizer", "How networks are trained."), option: "--optimizer NAME"))
}

extension Optimizer {
  /// What may be said of the steps of any rule.
  private static let common: [ValueForm.Field] = [
    .init(
      "clip", .number(in: Double.leastNormalMagnitude...Double.infinity),
      "The greatest norm of all gradients together, to which longer ones are shortened.",
      option: "--clip NORM"),
    .init(
      "warmup", .count(least: 1), "In how many steps the rate grows to its own, by equal parts.",
      option: "--warmup STEPS"),
    .init(
      "rateFactors", .map(.number(in: 0...Double.infinity)),
      "What the rate is multiplied by for the weights and biases whose names a pattern matches, such as output.*."
    ),
  ]
}

extension ValueForm {
  /// A share that is less than all.
  static let share = ValueForm.number(in: 0...1.0.nextDown)
}

extension ValueForm.Field {
  /// What is added to the root of a mean square.
  static let epsilon = ValueForm.Field(
    "epsilon", .number(in: 0...Double.infinity), "What is added to the root of the mean square.")

  /// The learning rate.
  static let rate = ValueForm.Field(
    "rate", .number(in: 0...Double.infinity), "The learning rate.", short: "rate", option: "--rate R")
}
