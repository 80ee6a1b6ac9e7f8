import Foundation
import Wording

/// A kind of layer that is a product, whose law can be said.
protocol ProductKind: LayerKind {
  /// The law of the weights where it is not the network's own.
  var weights: Initializer? { get set }
}

extension Layer.Linear: ProductKind {}
extension Layer.ConvolutionLayer: ProductKind {}

extension Initialization {
  /// The layers as they begin so: with the laws of their own, and with what the scheme adds.
  ///
  /// - Throws: `ArchitectureError` where they cannot.
  public func prepared(_ layers: [Layer]) throws(ArchitectureError) -> [Layer] {
    let layers = try withLaws(layers)
    try check(layers)
    switch scheme {
    case nil, .unitVariance?: return layers
    case .fixup?: return try Fixup(weights).prepared(layers)
    case .zeroGain?: return try withZeroGains(layers)
    case .zeroGamma?: return try withZeroGammas(layers)
    }
  }

  /// Sees that weights hang on no data, where there are none.
  ///
  /// - Throws: `ArchitectureError`.
  public func requireNoData() throws(ArchitectureError) {
    guard scheme != .unitVariance else {
      throw ArchitectureError(
        field: "initialization", expected: "one that needs no data, where nothing is learnt", found: name)
    }
  }

  /// Whether any network can begin so.
  public var fitsAll: Bool { !isMirrored && laws.isEmpty && scheme == nil }

  private func withLaws(_ layers: [Layer]) throws(ArchitectureError) -> [Layer] {
    if laws.isEmpty { return layers }
    let names = layers.flatMap(\.products).map(\.name)
    var lawsByName: [String: Initializer] = [:]
    for (pattern, law) in laws.sorted(by: { $0.key < $1.key }) {
      let ends = ["first": names.first, "last": names.last]
      let matched =
        ends[pattern].map { [$0].compactMap(\.self) } ?? names.filter { fnmatch(pattern, $0, 0) == 0 }
      guard !matched.isEmpty else {
        throw ArchitectureError(
          field: "laws", expected: "a pattern of one of \(names.joined(separator: ", "))",
          found: pattern.quoted)
      }
      for name in matched where lawsByName.updateValue(law, forKey: name) != nil {
        throw ArchitectureError(field: "laws", expected: "one law for \(name)", found: "several")
      }
    }
    return layers.map { layer in
      layer.mapping { layer in
        layer.product.flatMap { lawsByName[$0.name] }.map { layer.begun(by: $0) } ?? layer
      }
    }
  }

  private func withZeroGains(_ layers: [Layer]) throws(ArchitectureError) -> [Layer] {
    try Self.changing(layers, "zero-gain") { module in
      module.branch.append(.scalar(Layer.LearntScalar(name: "\(module.name).gain", .gain, start: 0)))
    }
  }

  private func withZeroGammas(_ layers: [Layer]) throws(ArchitectureError) -> [Layer] {
    try Self.changing(layers, "zero-gamma") { module throws(ArchitectureError) in
      guard let last = module.branch.lastIndex(where: { $0.kind is any NormalizationKind }),
        var norm = module.branch[last].kind as? any NormalizationKind
      else {
        throw ArchitectureError(
          field: module.name, expected: "a normalisation in the branch for zero-gamma", found: "none")
      }
      norm.gain = 0
      module.branch[last] = Layer(norm)
    }
  }

  /// The layers with each residual module changed, of which there must be some.
  static func changing(
    _ layers: [Layer], _ name: String,
    _ change: (inout Layer.Residual) throws(ArchitectureError) -> Void
  ) throws(ArchitectureError) -> [Layer] {
    guard layers.contains(where: { $0.module != nil }) else {
      throw ArchitectureError(
        field: "initialization", expected: "residual modules for \(name)", found: "none")
    }
    var changed: [Layer] = []
    for layer in layers {
      if var module = layer.module {
        try change(&module)
        changed.append(.residual(module))
      } else {
        changed.append(layer)
      }
    }
    return changed
  }
}

extension Layer {
  /// The layer, or a module of such layers, with each that is no module changed.
  func mapping(_ change: (Layer) -> Layer) -> Layer {
    guard var module else { return change(self) }
    module.branch = module.branch.map { $0.mapping(change) }
    module.shortcut = module.shortcut.map { $0.mapping(change) }
    return .residual(module)
  }

  /// The product with weights of a law of its own; another layer as it is.
  func begun(by law: Initializer) -> Layer {
    guard var kind = kind as? any ProductKind else { return self }
    kind.weights = law
    return Layer(kind)
  }
}
