import Autodiff
import Forms

/// A convolutional network without pooling (paper A, figure 4): layers of equal filters, and a linear output.
public struct ConvolutionalNetwork: NetworkFamily {
  /// The number of convolutions.
  public var depth: Int
  /// The number of features of every layer; nil for a tenth of the depth, which makes the fan-in of 3 × 3 filters about
  /// the depth (paper A, figure 4).
  public var features: Int?
  /// The side of a filter, in pixels.
  public var kernel: Int
  /// What lies beyond the image's border.
  public var padding: Padding
  /// The activation after every convolution.
  public var activation: Activation
  /// What stands between the last convolution and the output.
  public var head: ConvolutionalHead

  /// A network of 3 × 3 filters unless said otherwise.
  public init(
    depth: Int, features: Int? = nil, kernel: Int = 3, padding: Padding = .circular,
    activation: Activation = .relu, head: ConvolutionalHead = .flatten
  ) {
    self.depth = depth
    self.features = features
    self.kernel = kernel
    self.padding = padding
    self.activation = activation
    self.head = head
  }

  /// The number of features of every layer that is meant where `features` is nil too.
  public var layerFeatures: Int { features ?? max(1, depth / 10) }

  /// The layers of a network for images of a shape.
  ///
  /// - Parameters:
  ///   - input: Channels, height and width of one image.
  ///   - classes: The width of a linear output layer; nil for a network that ends with its last convolution.
  /// - Throws: `ArchitectureError` where a field makes no network, or the input is no image.
  public func layers(input: [Int], classes: Int?) throws(ArchitectureError) -> [Layer] {
    try requireCount(depth, "depth")
    let features = layerFeatures
    try requireCount(features, "features")
    try requireCount(kernel, "kernel")
    var image = try ImageExtents(input)
    var layers: [Layer] = []
    for number in 1...depth {
      let convolution = Layer.ConvolutionLayer(
        name: "conv\(number)", inputs: image.channels, outputs: features, kernel: kernel, padding: padding)
      layers += [.convolution(convolution), .activation(activation)]
      image = try image.after(convolution)
    }
    if let classes { layers += head.layers(after: image, classes: classes) }
    return layers
  }
}

extension ConvolutionalNetwork {
  /// The activation.
  public var hiddenActivation: Activation? { activation }

  /// The name in files and on the command line.
  public static let name = "conv"

  /// Ten layers of a tenth as many features.
  public static let standard = ConvolutionalNetwork(depth: 10)

  /// Depth, features, padding, head, kernel and activation.
  public static var fields: [ValueForm.Field] {
    [
      .depth("depth", "The number of convolutions."),
      .init(
        "features", .count(least: 1), "The filters of each layer, a tenth of the depth where not given.",
        short: "width", option: .features),
      .init("padding", .name(of: Padding.self), "What lies beyond the border.", option: .padding),
      .init(
        "head", .name(of: ConvolutionalHead.self), "What comes before the output layer.",
        option: "--head NAME"),
      .kernel, .activation,
    ]
  }

  /// The number of convolutions.
  public func layerCount() -> Int { depth }

  /// The features of each convolution.
  public func layerWidths() -> [Int]? { Array(repeating: layerFeatures, count: depth) }

  /// Features are counted, of as many units as the image has pixels.
  public var countsFeatures: Bool { true }

  /// Depth, features and padding.
  public var summary: String {
    "\(depth) convolutions of \(layerFeatures) features, \(padding.rawValue) padding"
  }

  /// Depth × features.
  public var label: String { "conv \(depth)×\(layerFeatures), \(padding.rawValue) padding" }

  /// The same network of fewer convolutions, with as many features as before.
  public func withDepth(_ depth: Int) -> ConvolutionalNetwork {
    var network = self
    network.features = layerFeatures
    network.depth = depth
    return network
  }

  /// The same network with as many features as its first layer would have.
  public func withWidths(_ change: ([Int]) -> [Int]) -> ConvolutionalNetwork? {
    var network = self
    network.features = change(Array(repeating: layerFeatures, count: depth))[0]
    return network
  }

  /// The same network under circular padding; nil where zeros pad it no more.
  public var onTorus: ConvolutionalNetwork? {
    guard padding == .zero else { return nil }
    var network = self
    network.padding = .circular
    return network
  }
}

extension Architecture {
  /// A convolutional network.
  public static func convolutional(_ network: ConvolutionalNetwork) -> Architecture { Architecture(network) }
}
