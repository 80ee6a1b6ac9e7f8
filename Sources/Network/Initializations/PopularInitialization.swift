/// An initialisation that has a name in the literature, PyTorch, Keras or JAX.
///
/// Where these mean different laws by one name, it is the paper's, or else PyTorch's; ``definition`` says whose it is. All of
/// them are said in one place each, in `PopularInitialization+Names`.
public struct PopularInitialization: Hashable, Sendable {
  /// The name.
  public let rawValue: String
  /// Other names of the same initialisation.
  public let aliases: [String]
  /// What it is and whose definition that is, in a clause.
  public let definition: String
  /// The laws behind the name, and the scheme.
  public let initialization: Initialization

  /// A name for an initialisation.
  init(_ name: String, or aliases: String..., as definition: String, _ initialization: Initialization) {
    rawValue = name
    self.aliases = aliases
    self.definition = definition
    self.initialization = initialization
  }

  /// The initialisation with a name or alias; nil where there is none.
  public init?(named name: String) {
    guard let popular = Self.allCases.first(where: { $0.rawValue == name || $0.aliases.contains(name) })
    else {
      return nil
    }
    self = popular
  }
}

extension PopularInitialization: RawRepresentable, CaseIterable, Codable {
  /// The initialisation with a name; nil where there is none.
  public init?(rawValue: String) {
    guard let popular = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = popular
  }
}

extension Initialization {
  /// The initialisation with a name or alias, `constant:VALUE`, or one whose name carries numbers
  /// (`ParametricInitialization`); nil where there is none.
  public init?(named name: String) {
    if let popular = PopularInitialization(named: name) {
      self = popular.initialization
    } else if case .constant(let value)? = Initializer.Law(rawValue: name) {
      self.init(weights: Initializer(.constant(value), gain: 0))
    } else if let law = ParametricInitialization.law(named: name) {
      self.init(weights: law)
    } else {
      return nil
    }
  }

  /// The popular name, or else the laws written out.
  public var name: String {
    if let popular = PopularInitialization.allCases.first(where: { $0.initialization == self }) {
      return popular.rawValue
    }
    let weights = (isMirrored ? "mirrored " : "") + Self.text(weights)
    let laws = laws.sorted { $0.key < $1.key }.map { ", \($0.key) \(Self.text($0.value))" }.joined()
    return weights + (biases == .zero ? "" : ", biases \(Self.text(biases))") + laws
      + (scheme.map { ", \($0.name)" } ?? "")
  }

  private static func text(_ initializer: Initializer) -> String {
    if case .constant = initializer.law { return initializer.law.rawValue }
    let fan = initializer.fan == .one ? "" : "/fan-\(initializer.fan.rawValue)"
    return "\(initializer.law.rawValue) \(initializer.gain)\(fan)"
  }
}
