import Forms

/// A fully connected network: a family of hidden widths, a depth and an activation.
public struct FullyConnected: NetworkFamily {
  /// How the hidden widths follow from `widths` and `depth`.
  public var family: Family
  /// The number of hidden layers; of no account in the family `explicit`, which has as many as it lists.
  public var depth: Int
  /// One width for `constant`, two or more for `alternating`, two for `halves`, all of them for `explicit`, none for
  /// `square`.
  public var widths: [Int]
  /// The activation after every hidden layer.
  public var activation: Activation

  /// The rule behind a list of hidden widths.
  public enum Family: String, CaseIterable, Codable, Sendable {
    /// Every layer has the one width.
    case constant
    /// Every layer is as wide as the network is deep (paper A, figure 1).
    case square
    /// The widths in turn (paper A, figure 3: 30, 10, 30, 10, …).
    case alternating
    /// The first width in the first half of the layers, and in the middle one of an odd number; then the second.
    case halves
    /// The widths as listed.
    case explicit
  }

  /// A network of a family.
  public init(_ family: Family, depth: Int, widths: [Int] = [], activation: Activation = .relu) {
    self.family = family
    self.depth = depth
    self.widths = widths
    self.activation = activation
  }

  /// The widths of the hidden layers, first to last.
  ///
  /// - Throws: `ArchitectureError` where depth and widths do not make a network of the family.
  public func hiddenWidths() throws(ArchitectureError) -> [Int] {
    if family != .explicit { try requireCount(depth, "depth") }
    for width in widths { try requireCount(width, "widths") }
    switch family {
    case .constant:
      try require(widths.count == 1, "one width")
      return Array(repeating: widths[0], count: depth)
    case .square:
      try require(widths.isEmpty, "none, since every layer is as wide as the network is deep")
      return Array(repeating: depth, count: depth)
    case .alternating:
      try require(widths.count >= 2, "two or more widths")
      return (0..<depth).map { widths[$0 % widths.count] }
    case .halves:
      try require(widths.count == 2, "two widths")
      return (0..<depth).map { widths[2 * $0 < depth ? 0 : 1] }
    case .explicit:
      try require(!widths.isEmpty, "a list of widths")
      return widths
    }
  }

  /// The layers of a network for inputs of a shape.
  ///
  /// - Parameters:
  ///   - input: The extents of one input.
  ///   - classes: The width of a linear output layer; nil for a network that ends with its last hidden layer.
  /// - Throws: `ArchitectureError` where depth and widths do not make a network of the family.
  public func layers(input: [Int], classes: Int?) throws(ArchitectureError) -> [Layer] {
    var layers: [Layer] = input.count == 1 ? [] : [.flatten]
    var inputs = input.reduce(1, *)
    for (number, width) in try hiddenWidths().enumerated() {
      layers.append(.linear(Layer.Linear(name: "hidden\(number + 1)", inputs: inputs, outputs: width)))
      layers.append(.activation(activation))
      inputs = width
    }
    if let classes {
      layers.append(.linear(Layer.Linear(name: "output", inputs: inputs, outputs: classes)))
    }
    return layers
  }

  private func require(_ condition: Bool, _ expected: String) throws(ArchitectureError) {
    if !condition {
      let found = widths.isEmpty ? "none" : widths.map(String.init).joined(separator: ", ")
      throw ArchitectureError(
        field: "widths", expected: "\(expected) for family \(family.rawValue)", found: found)
    }
  }
}

extension FullyConnected {
  /// The activation.
  public var hiddenActivation: Activation? { activation }

  /// The name in files and on the command line.
  public static let name = "fc"

  /// Ten layers as wide as the network is deep.
  public static let standard = FullyConnected(.square, depth: 10)

  /// Family, depth, widths and activation.
  public static var fields: [ValueForm.Field] {
    [
      .init(
        "family", .name(of: Family.self),
        "How hidden widths follow from widths and depth; square is as wide as deep, explicit as listed.",
        option: "--family NAME"),
      .depth("depth", "The number of hidden layers."),
      .init(
        "widths", .list(.count(least: 1), least: 0),
        "The widths of the hidden layers, as many as the family takes.",
        short: .init(
          "width", "The one width of all layers.", beside: ["family": .text(Family.constant.rawValue)]),
        option: .widths),
      .activation,
    ]
  }

  /// The number of hidden layers.
  ///
  /// - Throws: `ArchitectureError` where depth and widths do not make a network of the family.
  public func layerCount() throws(ArchitectureError) -> Int { try hiddenWidths().count }

  /// The widths of the hidden layers.
  ///
  /// - Throws: `ArchitectureError` where depth and widths do not make a network of the family.
  public func layerWidths() throws(ArchitectureError) -> [Int]? { try hiddenWidths() }

  /// As many inputs as the first layer has units.
  ///
  /// - Throws: `ArchitectureError` where depth and widths do not make a network of the family.
  public func inputWidth() throws(ArchitectureError) -> Int? { try hiddenWidths()[0] }

  /// The widths of the hidden layers.
  public var summary: String {
    "hidden layers: \(((try? hiddenWidths()) ?? []).map(String.init).joined(separator: " "))"
  }

  /// Depth × width.
  public var label: String {
    let widths = widths.map(String.init).joined(separator: ",")
    return switch family {
    case .constant: "fc \(depth)×\(widths)"
    case .square: "fc \(depth)×\(depth)"
    case .alternating: "fc \(depth)×(\(widths))"
    case .halves: "fc \(depth)×(\(widths)) in halves"
    case .explicit: "fc \(widths)"
    }
  }

  /// The same network of another depth, as wide as before.
  public func withDepth(_ depth: Int) -> FullyConnected {
    var network = self
    if family == .square { (network.family, network.widths) = (.constant, [self.depth]) }
    if family == .explicit { network.widths = Array(widths.prefix(depth)) }
    network.depth = depth
    return network
  }

  /// The same network with changed widths; equal ones change alike, so that the family stays.
  public func withWidths(_ change: ([Int]) -> [Int]) -> FullyConnected? {
    guard let old = try? hiddenWidths() else { return nil }
    let changed = change(old)
    var network = self
    switch family {
    case .square: (network.family, network.widths) = (.constant, [changed[0]])
    case .explicit: network.widths = changed
    case .constant, .alternating, .halves:
      let pairs = Dictionary(zip(old, changed)) { first, _ in first }
      network.widths = widths.map { pairs[$0] ?? $0 }
    }
    return network
  }
}

extension Architecture {
  /// A fully connected network.
  public static func fullyConnected(_ network: FullyConnected) -> Architecture { Architecture(network) }
}
