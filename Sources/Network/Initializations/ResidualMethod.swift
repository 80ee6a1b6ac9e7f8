import Forms
import Wording

/// A way in which a residual network begins, with normalisation or without, under the name that it is known by.
///
/// Some of them change more of the network than its weights: what stands for the normalisation, whether products have biases, and
/// by what branches are multiplied.
public struct ResidualMethod: Hashable, Sendable {
  /// What it is called.
  public let name: String
  /// What it is and whose, in a clause.
  public let definition: String
  /// How weights begin.
  public let initialization: Initialization
  /// The values that it gives a list's parameters, of those that the list has.
  private let parameters: [String: JSONValue]
  /// By what it multiplies the branches; nil for what the network says.
  private let scale: ResidualScale?

  private init(
    _ name: String, as definition: String, _ named: PopularInitialization, isNormalized: Bool = false,
    hasBiases: Bool = true, scale: ResidualScale? = nil
  ) {
    self.name = name
    self.definition = definition
    initialization = named.initialization
    parameters = [
      Self.normalization: .text(isNormalized ? "batch-norm" : "none"), "bias": .flag(hasBiases),
    ]
    self.scale = scale
  }

  /// All of them, the one with normalisation first.
  ///
  /// Biases stand where nothing else moves what comes before an activation: a normalisation has its own, and so has Fixup.
  public static let all: [ResidualMethod] = [
    ResidualMethod(
      "batch norm", as: "He's law, batch normalisation: He et al. 2016", .heNormal, isNormalized: true,
      hasBiases: false),
    ResidualMethod("He", as: "He's law, no normalisation: He et al. 2015", .heNormal),
    ResidualMethod(
      "1/√L", as: "the same, each of L branches times 1/√L", .heNormal, scale: .inverseSquareRoot),
    ResidualMethod("Fixup", as: PopularInitialization.fixup.definition, .fixup, hasBiases: false),
    ResidualMethod("SkipInit", as: PopularInitialization.skipinit.definition, .skipinit),
    ResidualMethod("ReZero", as: PopularInitialization.rezero.definition, .rezero),
    ResidualMethod("LSUV", as: PopularInitialization.lsuv.definition, .lsuv),
  ]

  /// The parameter of a list that is its normalisation.
  private static let normalization = "norm"

  /// Whether batches are normalised.
  private var isNormalized: Bool { parameters[Self.normalization] != .text("none") }

  /// The network as it begins so.
  ///
  /// - Parameter input: The extents of one input.
  /// - Throws: `ArchitectureError` where it has no residual modules, where its normalisation is no parameter that could be
  ///   changed, or where it cannot begin so.
  public func applied(
    to architecture: Architecture, input: [Int]
  ) throws(ArchitectureError) -> Architecture {
    var own = architecture
    if var list = architecture.of(LayerList.self) {
      for (name, value) in parameters where list.parameters[name] != nil { list.parameters[name] = value }
      own = Architecture(list)
    }
    let layers = try own.layers(input: input, classes: nil)
    let modules = layers.compactMap(\.module).count
    if modules == 0 {
      throw ArchitectureError(field: "network", expected: "residual modules for \(name)", found: "none")
    }
    let hasNormalization = layers.flatMap(\.parts).contains { $0.kind is any NormalizationKind }
    if hasNormalization != isNormalized {
      throw ArchitectureError(
        field: "network", expected: "a parameter \(Self.normalization) that \(name) can change",
        found: hasNormalization ? "a normalisation of its own" : "none")
    }
    if let scale { own = try own.scaled(scale, modules: modules) }
    _ = try initialization.prepared(try own.layers(input: input, classes: nil))
    return own
  }

  /// What a network is called whatever the method: without the parameters that methods set.
  public func label(of architecture: Architecture) -> String {
    guard var list = architecture.of(LayerList.self) else { return architecture.label }
    for name in parameters.keys { list.parameters[name] = nil }
    return Architecture(list).label
  }
}

extension Architecture {
  /// The network with other residual scales.
  fileprivate func scaled(
    _ scale: ResidualScale, modules: Int
  ) throws(ArchitectureError) -> Architecture {
    if let other = family.withScale(scale) { return Architecture(other) }
    guard var list = of(LayerList.self) else {
      throw ArchitectureError(
        field: "network", expected: "residual scales that can be changed", found: "none")
    }
    // Of all modules alike, however they are written.
    let values = try scale.values(modules: modules)
    guard let value = values.first, Set(values).count == 1 else {
      throw ArchitectureError(
        field: "scale", expected: "one for all modules", found: scale.rawValue)
    }
    list.parameters = list.parameters.mapValues { $0.scalingModules(by: value) }
    list.layers = list.layers.map { $0.scalingModules(by: value) }
    return Architecture(list)
  }
}

extension JSONValue {
  /// Layers of which every residual module, inside others too, has a scale.
  fileprivate func scalingModules(by scale: Double) -> JSONValue {
    switch self {
    case .list(let items): return .list(items.map { $0.scalingModules(by: scale) })
    case .object(let fields):
      var scaled = fields.mapValues { $0.scalingModules(by: scale) }
      if fields["residual"] != nil { scaled["scale"] = .number(scale) }
      return .object(scaled)
    case .null, .flag, .integer, .number, .text: return self
    }
  }
}
