/// A kind of layer that is a product, whose law can be said.
protocol ProductKind: LayerKind {
  /// The law of the weights where it is not the network's own.
  var weights: Initializer? { get set }
  /// The law of the biases where it is not the network's own.
  var biases: Initializer? { get set }
}

extension Layer.Linear: ProductKind {}
extension Layer.ConvolutionLayer: ProductKind {}

extension Layer {
  /// The layer, or a module of such layers, with each that is no module changed.
  func mapping(_ change: (Layer) -> Layer) -> Layer {
    guard var module else { return change(self) }
    module.branch = module.branch.map { $0.mapping(change) }
    module.shortcut = module.shortcut.map { $0.mapping(change) }
    return .residual(module)
  }

  /// The product with weights of a law of its own, and biases where one is said; another layer as it is.
  package func begun(by law: Initializer, biases: Initializer? = nil) -> Layer {
    guard var kind = kind as? any ProductKind else { return self }
    kind.weights = law
    kind.biases = biases ?? kind.biases
    return Layer(kind)
  }
}

extension [Layer] {
  /// The layers with each residual module changed, of which there must be some.
  ///
  /// - Parameter scheme: Who asks, for the message.
  /// - Throws: `ArchitectureError` where there is none, and what the change throws.
  func changingModules(
    for scheme: some InitializationScheme,
    _ change: (inout Layer.Residual) throws(ArchitectureError) -> Void
  ) throws(ArchitectureError) -> [Layer] {
    guard contains(where: { $0.module != nil }) else {
      throw ArchitectureError(
        field: "initialization", expected: "residual modules for \(scheme.name)", found: "none")
    }
    var changed: [Layer] = []
    for layer in self {
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
