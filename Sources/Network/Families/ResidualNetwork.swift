import Forms

/// A fully connected residual network in the simplified form of paper A: N_l = N_{l−1} + η_l · module(N_{l−1}).
///
/// A linear layer leads from the input to the stream where their widths differ, or where there is an output layer.
public struct ResidualNetwork: NetworkFamily {
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

extension ResidualNetwork {
  /// The activation.
  public var hiddenActivation: Activation? { activation }

  /// The name in files and on the command line.
  public static let name = "resnet-fc"

  /// Ten modules of the paper's width.
  public static let standard = ResidualNetwork(modules: 10, width: 5)

  /// Modules, width, and what modules are made of.
  public static var fields: [ValueForm.Field] {
    [
      .depth("modules", "The number of modules."),
      .init("width", .count(least: 1), "The width of the stream.", short: "width", option: .widths),
    ] + ValueForm.Field.modules
  }

  /// The number of modules.
  public func layerCount() -> Int { modules }

  /// Modules have no widths of their own.
  public func layerWidths() -> [Int]? { nil }

  /// As many inputs as the stream is wide.
  public func inputWidth() -> Int? { width }

  /// Modules, width and scale.
  public var summary: String {
    "\(modules) residual modules of width \(width), scale \(scale.rawValue)"
  }

  /// Modules × width.
  public var label: String { "resnet-fc \(modules)×\(width), scale \(scale.rawValue)" }

  /// The residual scale.
  public var residualScale: ResidualScale? { scale }

  /// The products of a module, and that of the input.
  public var productsPerLayer: Int { 1 + layersPerModule }

  /// The same network of fewer modules.
  public func withDepth(_ depth: Int) -> ResidualNetwork {
    var network = self
    network.scale = scale.prefix(depth)
    network.modules = depth
    return network
  }

  /// The same network with other scales.
  public func withScale(_ scale: ResidualScale) -> ResidualNetwork? {
    var network = self
    network.scale = scale
    return network
  }
}

extension Architecture {
  /// A fully connected network with residual modules.
  public static func residual(_ network: ResidualNetwork) -> Architecture { Architecture(network) }
}
