import Autodiff
import Theory

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
    /// How many pixels lie between two of a filter's.
    public var dilation = 1
    /// In how many groups channels and features come, each group of features seeing one of channels.
    public var groups = 1
    /// Whether each filter is given mean 0 and a learnt variance (`StandardizedWeights`).
    public var isStandardized = false
    /// Whether each feature has a bias.
    public var hasBias: Bool
    /// The law of the weights where it is not the network's own.
    public var weights: Initializer?
    /// The law of the biases where it is not the network's own.
    public var biases: Initializer?

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
      window: Product.Window(
        kernel: kernel, stride: stride, padding: padding, dilation: dilation, groups: groups,
        isStandardized: isStandardized), hasBias: hasBias, weights: weights, biases: biases)
  }

  /// What it computes.
  public var role: Layer.Role { .product(product) }

  /// It as a line of a listing.
  public var listing: String {
    "\(name): convolution \(kernel)×\(kernel), \(inputs) → \(outputs), \(padding.rawValue) padding"
      + "\(stride == 1 ? "" : ", stride \(stride)")\(dilation == 1 ? "" : ", dilation \(dilation)")"
      + "\(groups == 1 ? "" : ", \(groups) groups")\(isStandardized ? ", standardised" : "")"
      + "\(hasBias ? "" : " without biases")"
  }

  /// The extents of its output for one example.
  public func extents(after extents: [Int]) throws(ArchitectureError) -> [Int] {
    let image = try ImageExtents(extents).after(self)
    return [image.channels, image.height, image.width]
  }

  /// A gain a feature where filters are standardised.
  public func parameterCount(after extents: [Int]) -> Int { isStandardized ? outputs : 0 }

  /// Changes a pair of inputs as it does in the limit of great width, and returns what it multiplies squared gradients by.
  public func propagate(_ propagation: inout Propagation) throws(TheoryGap) -> BackwardFactor {
    try propagation.multiply(by: product)
  }

  /// Records its operations behind a value.
  public func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value {
    try lowering.record(
      product, Convolution(stride: stride, padding: padding, dilation: dilation, groups: groups),
      weights: .fixed(outputs, inputs / groups, kernel, kernel), after: stream)
  }
}

extension Layer.ConvolutionLayer: NamedLayerKind {
  /// `conv`, behind it the number of features.
  public static var words: [String] { ["conv"] }

  /// A layer of so many features, of 3 × 3 filters within zeros unless said.
  public init(_ item: inout LayerItem) throws(ArchitectureError) {
    let (channels, outputs) = (try item.channels(), try item.size())
    let kernel = try item.count("kernel", standard: 3)
    self.init(
      name: item.name, inputs: channels, outputs: outputs, kernel: kernel,
      stride: try item.count("stride", standard: 1), padding: try item.choice("padding", standard: .zero),
      hasBias: try item.flag("bias", standard: true), weights: try item.law())
    dilation = try item.count("dilation", standard: 1)
    groups = try item.count("groups", standard: 1)
    isStandardized = try item.flag("standardized", standard: false)
    guard channels % groups == 0, outputs % groups == 0 else {
      throw item.error(
        "groups", "a divisor of \(channels) channels and \(outputs) features", .integer(groups))
    }
  }
}
