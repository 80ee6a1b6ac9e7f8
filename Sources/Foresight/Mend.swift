import Network

/// A change of a network or of its initialisation that mends a trouble, and leads to no other, by a forecast
/// of its own.
public struct Mend: Encodable, Sendable {
  /// What it mends.
  public let trouble: Trouble
  /// What is changed.
  public let change: Change
  /// The changed network.
  public let architecture: Architecture
  /// The changed initialisation.
  public let initialization: Initialization

  /// What is changed, and to what.
  public enum Change: Hashable, Sendable {
    /// All weights are multiplied by a factor, by which a layer keeps lengths.
    case weights(factor: Double)
    /// The initialisation is another.
    case initialization
    /// The border is circular.
    case circularPadding
    /// All widths are multiplied by at least a factor.
    case widths(factor: Double)
    /// Narrower layers are made this wide.
    case leastWidth(Int)
    /// There are fewer layers, or modules in each stage.
    case depth(Int)
    /// The residual scales are others.
    case scale(ResidualScale)
    /// A parameter of the list of layers has another word.
    case parameter(String, String)
  }
}

extension Mend.Change: Encodable {
  private enum CodingKeys: String, CodingKey {
    case kind
    case value
  }

  /// Writes the kind of change and its value, where it has one.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .weights(let factor):
      try container.encode("weights", forKey: .kind)
      try container.encode(factor, forKey: .value)
    case .initialization: try container.encode("initialization", forKey: .kind)
    case .circularPadding: try container.encode("circular-padding", forKey: .kind)
    case .widths(let factor):
      try container.encode("widths", forKey: .kind)
      try container.encode(factor, forKey: .value)
    case .leastWidth(let width):
      try container.encode("least-width", forKey: .kind)
      try container.encode(width, forKey: .value)
    case .depth(let depth):
      try container.encode("depth", forKey: .kind)
      try container.encode(depth, forKey: .value)
    case .scale(let scale):
      try container.encode("scale", forKey: .kind)
      try container.encode(scale.rawValue, forKey: .value)
    case .parameter(let name, let word):
      try container.encode("parameter", forKey: .kind)
      try container.encode("\(name)=\(word)", forKey: .value)
    }
  }
}
