/// A family of networks with its sizes: what a sweep may vary.
public enum Architecture: Hashable, Sendable {
  /// Fully connected.
  case fullyConnected(FullyConnected)
  /// Fully connected with residual modules.
  case residual(ResidualNetwork)
  /// Convolutional.
  case convolutional(ConvolutionalNetwork)
  /// Convolutional with residual modules.
  case convolutionalResidual(ConvolutionalResidualNetwork)

  /// The families by name.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// Fully connected.
    case fullyConnected = "fc"
    /// Fully connected with residual modules.
    case residual = "resnet-fc"
    /// Convolutional.
    case convolutional = "conv"
    /// Convolutional with residual modules.
    case convolutionalResidual = "resnet-conv"
  }

  /// A family's network of standard sizes: depth 10 and, where the family has a width of its own, the paper's.
  public static func standard(_ kind: Kind) -> Architecture {
    switch kind {
    case .fullyConnected: .fullyConnected(FullyConnected(.square, depth: 10))
    case .residual: .residual(ResidualNetwork(modules: 10, width: 5))
    case .convolutional: .convolutional(ConvolutionalNetwork(depth: 10))
    case .convolutionalResidual: .convolutionalResidual(ConvolutionalResidualNetwork(modulesPerStage: 10))
    }
  }

  /// The family.
  public var kind: Kind {
    switch self {
    case .fullyConnected: .fullyConnected
    case .residual: .residual
    case .convolutional: .convolutional
    case .convolutionalResidual: .convolutionalResidual
    }
  }

  /// The number of hidden layers or residual modules.
  ///
  /// - Throws: `ArchitectureError` where the sizes make no network.
  public func depth() throws(ArchitectureError) -> Int {
    switch self {
    case .fullyConnected(let network): try network.hiddenWidths().count
    case .residual(let network): network.modules
    case .convolutional(let network): network.depth
    case .convolutionalResidual(let network): network.modules
    }
  }

  /// The layers of a network for inputs of a shape.
  ///
  /// - Parameters:
  ///   - input: The extents of one input.
  ///   - classes: The width of a linear output layer; nil for a network that ends with its last hidden layer.
  /// - Throws: `ArchitectureError` where the sizes make no network.
  public func layers(input: [Int], classes: Int?) throws(ArchitectureError) -> [Layer] {
    switch self {
    case .fullyConnected(let network): try network.layers(input: input, classes: classes)
    case .residual(let network): try network.layers(input: input, classes: classes)
    case .convolutional(let network): try network.layers(input: input, classes: classes)
    case .convolutionalResidual(let network): try network.layers(input: input, classes: classes)
    }
  }
}

extension Architecture {
  /// The family and its sizes, in a line.
  public var summary: String {
    switch self {
    case .fullyConnected(let network):
      let widths = ((try? network.hiddenWidths()) ?? []).map(String.init).joined(separator: " ")
      return "hidden layers: \(widths)"
    case .residual(let network):
      return "\(network.modules) residual modules of width \(network.width), scale \(network.scale.rawValue)"
    case .convolutional(let network):
      return
        "\(network.depth) convolutions of \(network.layerFeatures) features, \(network.padding.rawValue) padding"
    case .convolutionalResidual(let network):
      let features = network.features.map(String.init).joined(separator: ", ")
      return "\(network.modulesPerStage) residual modules in each stage of \(features) features, "
        + "scale \(network.scale.rawValue)"
    }
  }
}

extension Architecture: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind
  }

  /// Reads the field `kind` (`fc` where it is missing) and the sizes beside it.
  public init(from decoder: any Decoder) throws {
    let kind = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(Kind.self, forKey: .kind)
    switch kind ?? .fullyConnected {
    case .fullyConnected: self = .fullyConnected(try FullyConnected(from: decoder))
    case .residual: self = .residual(try ResidualNetwork(from: decoder))
    case .convolutional: self = .convolutional(try ConvolutionalNetwork(from: decoder))
    case .convolutionalResidual:
      self = .convolutionalResidual(try ConvolutionalResidualNetwork(from: decoder))
    }
  }

  /// Writes the field `kind` and the sizes beside it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    switch self {
    case .fullyConnected(let network): try network.encode(to: encoder)
    case .residual(let network): try network.encode(to: encoder)
    case .convolutional(let network): try network.encode(to: encoder)
    case .convolutionalResidual(let network): try network.encode(to: encoder)
    }
  }
}
