import Autodiff

/// One layer as data: what it is and how large, before any weight exists.
public indirect enum Layer: Hashable, Sendable {
  /// A product with weights, and biases where it has them.
  case linear(Linear)
  /// Filters over images, and biases where it has them.
  case convolution(ConvolutionLayer)
  /// A nonlinearity.
  case activation(Activation)
  /// Images as vectors.
  case flatten
  /// The mean of each channel: [c, h, w] becomes [c].
  case globalAveragePool
  /// The means of square windows, side by side.
  case averagePool(window: Int)
  /// The sum of a shortcut and a scaled branch, both given the same input.
  case residual(Residual)

  /// A fully connected layer: weights [outputs, inputs], biases [outputs].
  public struct Linear: Hashable, Sendable {
    /// The name under which its weights are drawn.
    public let name: String
    /// The number of features that come in.
    public let inputs: Int
    /// The number of units.
    public let outputs: Int
    /// Whether each unit has a bias.
    public var hasBias = true
    /// The law of the weights where it is not the network's own.
    public var weights: Initializer?

    /// A fully connected layer, with biases and the network's own law of weights unless said otherwise.
    public init(
      name: String, inputs: Int, outputs: Int, hasBias: Bool = true, weights: Initializer? = nil
    ) {
      self.name = name
      self.inputs = inputs
      self.outputs = outputs
      self.hasBias = hasBias
      self.weights = weights
    }

    /// What a unit's weights are drawn with.
    public var fans: Fans { Fans(fanIn: inputs, fanOut: outputs) }
  }

  /// A convolution: weights [outputs, inputs, kernel, kernel], biases [outputs].
  public struct ConvolutionLayer: Hashable, Sendable {
    /// The name under which its weights are drawn.
    public let name: String
    /// The number of channels that come in.
    public let inputs: Int
    /// The number of features.
    public let outputs: Int
    /// The side of a filter, in pixels.
    public let kernel: Int
    /// How many pixels lie between two places of a filter.
    public var stride = 1
    /// What lies beyond the image's border.
    public var padding: Padding
    /// Whether each feature has a bias.
    public var hasBias = true
    /// The law of the weights where it is not the network's own.
    public var weights: Initializer?

    /// A convolution, with biases and the network's own law of weights unless said otherwise.
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

    /// What a filter's weights are drawn with: its receptive field counts.
    public var fans: Fans {
      let pixels = kernel * kernel
      return Fans(fanIn: inputs * pixels, fanOut: outputs * pixels, receptiveField: pixels)
    }
  }

  /// A residual module: shortcut(x) + scale · branch(x).
  public struct Residual: Hashable, Sendable {
    /// The module's name in messages.
    public let name: String
    /// The residual scale η.
    public let scale: Double
    /// The layers of the branch.
    public let branch: [Layer]
    /// The layers of the shortcut; none for the identity.
    public var shortcut: [Layer] = []

    /// A residual module; its shortcut is the identity unless said otherwise.
    public init(name: String, scale: Double, branch: [Layer], shortcut: [Layer] = []) {
      self.name = name
      self.scale = scale
      self.branch = branch
      self.shortcut = shortcut
    }
  }
}

extension Layer {
  /// Whether the layer gives c f(x) for c x, for all c > 0, where its biases are multiplied by c too.
  var isHomogeneous: Bool {
    switch self {
    case .activation(.tanh): false
    case .residual(let module): (module.branch + module.shortcut).allSatisfy(\.isHomogeneous)
    case .activation(.relu), .activation(.leakyReLU), .linear, .convolution, .flatten, .globalAveragePool,
      .averagePool:
      true
    }
  }
}

extension Layer: CustomStringConvertible {
  /// The layer as a line of a listing; a module's branch follows on lines of its own.
  public var description: String {
    switch self {
    case .linear(let layer):
      "\(layer.name): linear \(layer.inputs) → \(layer.outputs)\(layer.hasBias ? "" : " without biases")"
    case .convolution(let layer):
      "\(layer.name): convolution \(layer.kernel)×\(layer.kernel), \(layer.inputs) → \(layer.outputs), "
        + "\(layer.padding.rawValue) padding\(layer.stride == 1 ? "" : ", stride \(layer.stride)")"
        + "\(layer.hasBias ? "" : " without biases")"
    case .activation(let activation): activation.rawValue
    case .flatten: "flatten"
    case .globalAveragePool: "global average pooling"
    case .averagePool(let window): "average pooling \(window)×\(window)"
    case .residual(let module):
      (["\(module.name): \(module.shortcut.isEmpty ? "x" : "shortcut(x)") + \(module.scale) · branch(x)"]
        + (module.branch + module.shortcut).map { "  \($0)" }).joined(separator: "\n")
    }
  }
}
