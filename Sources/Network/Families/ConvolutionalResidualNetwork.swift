import Autodiff
import Forms

/// A convolutional residual network: a first convolution, stages of modules N_l = N_{l−1} + η_l · module(N_{l−1}), global
/// averages and a linear output.
///
/// Each stage after the first begins with a module of stride 2, whose shortcut is a 1 × 1 convolution of the same stride
/// (He et al. 2016, option B). One stage gives the simplified form of paper A. There is no normalisation.
public struct ConvolutionalResidualNetwork: NetworkFamily {
  /// The number of features of each stage.
  public var features: [Int]
  /// The number of modules in each stage.
  public var modulesPerStage: Int
  /// The number of convolutions in each module.
  public var layersPerModule: Int
  /// The residual scales, counted over all stages.
  public var scale: ResidualScale
  /// The side of a filter, in pixels.
  public var kernel: Int
  /// What lies beyond the image's border.
  public var padding: Padding
  /// The activation inside the modules.
  public var activation: Activation
  /// How each module ends.
  public var end: BranchEnd

  /// A network of 3 × 3 filters and one stage of 16 features unless said otherwise.
  public init(
    features: [Int] = [16], modulesPerStage: Int, layersPerModule: Int = 1,
    scale: ResidualScale = .constant(1),
    kernel: Int = 3, padding: Padding = .circular, activation: Activation = .relu,
    end: BranchEnd = .activation
  ) {
    self.features = features
    self.modulesPerStage = modulesPerStage
    self.layersPerModule = layersPerModule
    self.scale = scale
    self.kernel = kernel
    self.padding = padding
    self.activation = activation
    self.end = end
  }

  /// The number L of modules in all; of more than there are numbers for, the greatest number.
  public var modules: Int {
    let (modules, overflows) = features.count.multipliedReportingOverflow(by: modulesPerStage)
    return overflows ? .max : modules
  }

  /// The layers of a network for images of a shape.
  ///
  /// - Parameters:
  ///   - input: Channels, height and width of one image.
  ///   - classes: The width of a linear output layer; nil for a network that ends with its last module.
  /// - Throws: `ArchitectureError` where a field makes no network, or the input is no image.
  public func layers(input: [Int], classes: Int?) throws(ArchitectureError) -> [Layer] {
    if features.isEmpty {
      throw ArchitectureError(field: "features", expected: "a number for each stage", found: "none")
    }
    for count in features { try requireCount(count, "features") }
    if padding == .valid {
      throw ArchitectureError(
        field: "padding", expected: "zero or circular, so that branch and shortcut fit", found: "valid")
    }
    try requireCount(modulesPerStage, "modulesPerStage")
    try requireLayers(modules: modules, layersPerModule: layersPerModule)
    try requireCount(kernel, "kernel")
    let scales = try scale.values(modules: modules)
    let channels = try ImageExtents(input).channels
    var layers: [Layer] = [.convolution(convolution("input", channels, features[0]))]
    for module in 0..<modules {
      let stage = module / modulesPerStage
      let isFirst = module % modulesPerStage == 0 && stage > 0
      layers.append(
        .residual(
          self.module(
            module, from: isFirst ? features[stage - 1] : features[stage], to: features[stage],
            stride: isFirst ? 2 : 1, scale: scales[module])))
    }
    if let classes {
      let output = Layer.Linear(name: "output", inputs: features[features.count - 1], outputs: classes)
      layers += [.globalAveragePool, .linear(output)]
    }
    return layers
  }

  private func module(
    _ number: Int, from inputs: Int, to outputs: Int, stride: Int, scale: Double
  ) -> Layer.Residual {
    let name = "module\(number + 1)"
    let branch = branch(layers: layersPerModule, activation, end) { layer, weights in
      var convolution = convolution(
        layersPerModule == 1 ? name : "\(name).\(layer + 1)", layer == 0 ? inputs : outputs, outputs)
      convolution.stride = layer == 0 ? stride : 1
      convolution.weights = weights
      return .convolution(convolution)
    }
    var module = Layer.Residual(name: name, scale: scale, branch: branch)
    if stride != 1 {
      module.shortcut = [
        .convolution(
          Layer.ConvolutionLayer(
            name: "\(name).shortcut", inputs: inputs, outputs: outputs, kernel: 1, stride: stride,
            padding: padding))
      ]
    }
    return module
  }

  private func convolution(_ name: String, _ inputs: Int, _ outputs: Int) -> Layer.ConvolutionLayer {
    Layer.ConvolutionLayer(name: name, inputs: inputs, outputs: outputs, kernel: kernel, padding: padding)
  }
}

extension ConvolutionalResidualNetwork {
  /// The activation.
  public var hiddenActivation: Activation? { activation }

  /// The name in files and on the command line.
  public static let name = "resnet-conv"

  /// Ten modules of 16 features.
  public static let standard = ConvolutionalResidualNetwork(modulesPerStage: 10)

  /// Features, modules, padding, kernel, and what modules are made of.
  public static var fields: [ValueForm.Field] {
    [
      .init(
        "features", .list(.count(least: 1), least: 1), "The filters of each stage.", short: "width",
        option: .features),
      .depth("modulesPerStage", "The number of modules of each stage."),
      .init(
        "padding", .name([Padding.circular, .zero].map(\.rawValue)), "What lies beyond the border.",
        option: .padding),
      .kernel,
    ] + ValueForm.Field.modules
  }

  /// The number of modules in all.
  public func layerCount() -> Int { modules }

  /// Modules have no widths of their own.
  public func layerWidths() -> [Int]? { nil }

  /// Features are counted, of as many units as the image has pixels.
  public var countsFeatures: Bool { true }

  /// Modules, features and scale.
  public var summary: String {
    let features = features.map(String.init).joined(separator: ", ")
    return
      "\(modulesPerStage) residual modules in each stage of \(features) features, scale \(scale.rawValue)"
  }

  /// Modules × features.
  public var label: String {
    let features = features.map(String.init).joined(separator: ",")
    return "resnet-conv \(modulesPerStage)×(\(features)), scale \(scale.rawValue)"
  }

  /// The residual scale.
  public var residualScale: ResidualScale? { scale }

  /// The products of a module, and that of the input.
  public var productsPerLayer: Int { 1 + layersPerModule }

  /// The modules of a stage.
  public var depthPerStage: Int? { modulesPerStage }

  /// The same network of fewer modules in each stage.
  public func withDepth(_ depth: Int) -> ConvolutionalResidualNetwork {
    var network = self
    network.scale = scale.prefix(depth * features.count)
    network.modulesPerStage = depth
    return network
  }

  /// The same network with other scales.
  public func withScale(_ scale: ResidualScale) -> ConvolutionalResidualNetwork? {
    var network = self
    network.scale = scale
    return network
  }
}

extension Architecture {
  /// A convolutional network with residual modules.
  public static func convolutionalResidual(_ network: ConvolutionalResidualNetwork) -> Architecture {
    Architecture(network)
  }
}
