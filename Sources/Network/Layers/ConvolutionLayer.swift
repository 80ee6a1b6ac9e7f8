import Autodiff

extension Layer {
  /// Filters over images, and biases where it has them.
  public static func convolution(_ layer: ConvolutionLayer) -> Layer { Layer(layer) }

  /// A convolution: weights [outputs, inputs, kernel, kernel], biases [outputs].
  public struct ConvolutionLayer: LayerKind {
    /// The name under which its weights are drawn.
    public let name: String
    /// The number of channels that come in.
    public let inputs: Int
    /// The number of features.
    public let outputs: Int
    /// The side of a filter, in pixels.
    public let kernel: Int
    /// How many pixels lie between two places of a filter.
    public var stride: Int
    /// What lies beyond the image's border.
    public var padding: Padding
    /// Whether each feature has a bias.
    public var hasBias: Bool
    /// The law of the weights where it is not the network's own.
    public var weights: Initializer?

    /// A layer of so many square filters.
    public init(
      name: String, inputs: Int, outputs: Int, kernel: Int, stride: Int = 1, padding: Padding,
      hasBias: Bool = true, weights: Initializer? = nil
    ) {
      self.name = name
      self.inputs = inputs
      self.outputs = outputs
      self.kernel = kernel
      self.stride = stride
      self.padding = padding
      self.hasBias = hasBias
      self.weights = weights
    }
  }
}

extension Layer.ConvolutionLayer {
  private var product: Product {
    Product(
      name: name, inputs: inputs, outputs: outputs,
      window: Product.Window(kernel: kernel, stride: stride, padding: padding), hasBias: hasBias,
      weights: weights)
  }

  /// What it computes.
  public var role: Layer.Role { .product(product) }

  /// It as a line of a listing.
  public var listing: String {
    "\(name): convolution \(kernel)×\(kernel), \(inputs) → \(outputs), \(padding.rawValue) padding"
      + "\(stride == 1 ? "" : ", stride \(stride)")\(hasBias ? "" : " without biases")"
  }

  /// The extents of its output for one example.
  public func extents(after extents: [Int]) throws(ArchitectureError) -> [Int] {
    let image = try ImageExtents(extents).after(self)
    return [image.channels, image.height, image.width]
  }

  /// Records its operations behind a value.
  public func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value {
    try lowering.record(
      product, Convolution(stride: stride, padding: padding),
      weights: .fixed(outputs, inputs, kernel, kernel), after: stream)
  }
}
