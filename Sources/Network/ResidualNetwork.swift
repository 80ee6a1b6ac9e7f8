/// A fully connected residual network in the simplified form of paper A: N_l = N_{l−1} + η_l · module(N_{l−1}).
///
/// A linear layer leads from the input to the stream where their widths differ, or where there is an output layer.
public struct ResidualNetwork: Hashable, Codable, Sendable {
  /// The number L of modules.
  public var modules: Int
  /// The width of the stream.
  public var width: Int
  /// The number of layers in each module (paper A: 1).
  public var layersPerModule: Int
  /// The residual scales.
  public var scale: ResidualScale
  /// The activation inside the modules.
  public var activation: Activation
  /// How each module ends.
  public var end: BranchEnd

  /// A network of modules.
  public init(
    modules: Int, width: Int, layersPerModule: Int = 1, scale: ResidualScale = .constant(1),
    activation: Activation = .relu, end: BranchEnd = .activation
  ) {
    self.modules = modules
    self.width = width
    self.layersPerModule = layersPerModule
    self.scale = scale
    self.activation = activation
    self.end = end
  }

  /// The layers of a network for inputs of a shape.
  ///
  /// - Parameters:
  ///   - input: The extents of one input.
  ///   - classes: The width of a linear output layer; nil for a network that ends with its last module.
  /// - Throws: `ArchitectureError` where a field makes no network.
  public func layers(input: [Int], classes: Int?) throws(ArchitectureError) -> [Layer] {
    try requireLayers(modules: modules, layersPerModule: layersPerModule)
    try requireCount(width, "width")
    var layers: [Layer] = input.count == 1 ? [] : [.flatten]
    let inputs = input.reduce(1, *)
    if inputs != width || classes != nil {
      layers.append(.linear(Layer.Linear(name: "input", inputs: inputs, outputs: width)))
    }
    for (number, scale) in try scale.values(modules: modules).enumerated() {
      let name = "module\(number + 1)"
      let branch = branch(layers: layersPerModule, activation, end) { layer, weights in
        let name = layersPerModule == 1 ? name : "\(name).\(layer + 1)"
        return .linear(Layer.Linear(name: name, inputs: width, outputs: width, weights: weights))
      }
      layers.append(.residual(Layer.Residual(name: name, scale: scale, branch: branch)))
    }
    if let classes {
      layers.append(.linear(Layer.Linear(name: "output", inputs: width, outputs: classes)))
    }
    return layers
  }
}

/// The layers of a module's branch: products with activations between, and the end that was asked for.
func branch(
  layers count: Int, _ activation: Activation, _ end: BranchEnd, product: (Int, Initializer?) -> Layer
) -> [Layer] {
  (0..<count).flatMap { layer -> [Layer] in
    if layer + 1 < count { return [product(layer, nil), .activation(activation)] }
    switch end {
    case .activation: return [product(layer, nil), .activation(activation)]
    case .linear: return [product(layer, nil)]
    case .zero: return [product(layer, .zero)]
    }
  }
}
