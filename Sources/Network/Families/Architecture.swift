/// A network that is not built yet: a family with its sizes, which a sweep may vary.
public struct Architecture: Sendable {
  /// The family with its sizes.
  public var family: any NetworkFamily

  /// All families; the first is the one that is meant where none is named.
  public static let families: [any NetworkFamily.Type] = [
    FullyConnected.self, ResidualNetwork.self, ConvolutionalNetwork.self, ConvolutionalResidualNetwork.self,
    LayerList.self,
  ]

  /// A network of a family.
  public init(_ family: some NetworkFamily) {
    self.family = family
  }

  /// The network of a family; nil for a network of another.
  public func of<Family: NetworkFamily>(_: Family.Type = Family.self) -> Family? { family as? Family }

  /// The number of hidden layers or residual modules.
  ///
  /// - Throws: `ArchitectureError` where the sizes make no network.
  public func depth() throws(ArchitectureError) -> Int { try family.layerCount() }

  /// The layers of a network for inputs of a shape.
  ///
  /// - Parameters:
  ///   - input: The extents of one input.
  ///   - classes: The width of a linear output layer; nil for a network that ends with its last hidden layer.
  /// - Throws: `ArchitectureError` where the sizes make no network.
  public func layers(input: [Int], classes: Int?) throws(ArchitectureError) -> [Layer] {
    try family.layers(input: input, classes: classes)
  }

  /// The family and its sizes, in a line.
  public var summary: String { family.summary + otherActivation }

  /// The family and its sizes in a few words: depth × width.
  public var label: String { family.label + otherActivation }

  /// The activation, but for ReLU, which goes without saying.
  private var otherActivation: String {
    family.hiddenActivation.flatMap { $0 == .relu ? nil : ", \($0.rawValue)" } ?? ""
  }
}

extension Architecture: Hashable {
  /// Whether both are of the same family and sizes.
  public static func == (one: Architecture, other: Architecture) -> Bool {
    AnyHashable(one.family) == AnyHashable(other.family)
  }

  /// Mixes in the family and its sizes.
  public func hash(into hasher: inout Hasher) { hasher.combine(AnyHashable(family)) }
}

extension Architecture: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind
  }

  /// Reads the family's name `kind` (the first one's where it is missing) and the sizes beside it.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decodeIfPresent(String.self, forKey: .kind) ?? Self.families[0].name
    guard let family = Self.families.first(where: { $0.name == name }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: container, debugDescription: "there is no family of networks of this name")
    }
    self.family = try family.init(from: decoder)
  }

  /// Writes the family's name `kind` and the sizes beside it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(type(of: family).name, forKey: .kind)
    try family.encode(to: encoder)
  }
}
