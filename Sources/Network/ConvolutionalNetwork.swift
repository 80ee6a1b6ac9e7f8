import Autodiff

/// A convolutional network without pooling (paper A, figure 4): layers of equal filters, and a linear output.
public struct ConvolutionalNetwork: Hashable, Codable, Sendable {
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
