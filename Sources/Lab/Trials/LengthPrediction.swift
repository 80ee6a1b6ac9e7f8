import Network
import Theory

/// What theory says of a network's mean lengths before any is built; all is relative to the input's length.
public struct LengthPrediction: Sendable {
  /// E[M_j] / M_0 for each hidden layer; nil where theory does not know it.
  public private(set) var means: [Double]?
  /// The standard deviation of M_j / E[M_j] for each hidden layer; nil where theory does not know it.
  ///
  /// Exact for fully connected layers of normal weights, mirrored or not. For uniform and truncated weights, whose tails are lighter, it
  /// is a bound from above, O(1/n²) a layer from the truth; for convolutions it is a bound that smooth images approach.
  public private(set) var relativeDeviations: [Double]?
  /// E[M_j / M_{j−1}] for each hidden layer, given the layers before it and that they are not all zero; nil where it hangs on what
  /// these are, as behind biases, or where zeros pad convolutions.
  public private(set) var growths: [Double]?
  /// The mean and variance of ln (M_j / M_0) for each hidden layer, given no dead layer; nil where not known, as for
  /// weights that are not normal.
  public private(set) var logLengths: [LogLength]?
  /// The expected variance of M_1 … M_d across layers over M_0², failure mode 2; nil where theory does not know it.
  ///
  /// Exact for fully connected layers of normal weights, and biases if any; for uniform and truncated weights a bound
  /// from above, O(1/n²) a layer from the truth.
  public private(set) var layerVariance: Double?
  /// E[M_j] / M_0 of residual modules in the limit of great width; nil for networks without modules.
  ///
  /// For convolutions it is an even picture's, a bound from above for any other (see `ResidualLength.wideLimit`).
  public private(set) var wideMeans: [Double]?
  /// A bound on E[M_j] / M_0 from above for residual modules of one rectified layer each; nil for others.
  public private(set) var upperBounds: [Double]?

  /// The prediction for ReLU layers with symmetric weights and biases; it is empty for others.
  ///
  /// - Parameter input: The numbers of one input of these extents; its length matters where biases are not zero, its
  ///   picture where zeros pad it.
  public init(_ layers: [Layer], _ initialization: Initialization, input: [Double], extents: [Int]) {
    guard layers.allSatisfy(\.isReLU), initialization.weights.isSymmetric, initialization.biases.isSymmetric
    else {
      return
    }
    let hidden = layers.compactMap { Hidden($0) }
    if hidden.allSatisfy({ $0.linear != nil }) {
      predictFullyConnected(hidden.compactMap(\.linear), layers, initialization, input)
    } else if hidden.allSatisfy({ $0.convolution != nil }) {
      predictConvolutional(hidden.compactMap(\.convolution), layers, initialization, input, extents)
    } else {
      predictResidual(layers.filter { $0 != .flatten }, initialization, extents)
    }
  }

  /// A layer that takes part in the recursion of lengths.
  private struct Hidden {
    var linear: Layer.Linear?
    var convolution: Layer.ConvolutionLayer?

    init?(_ layer: Layer) {
      switch layer {
      case .linear(let layer): linear = layer
      case .convolution(let layer): convolution = layer
      case .residual: break
      case .activation, .flatten, .globalAveragePool, .averagePool: return nil
      }
    }
  }

  private mutating func predictFullyConnected(
    _ linear: [Layer.Linear], _ layers: [Layer], _ initialization: Initialization, _ input: [Double]
  ) {
    let moments = zip(linear, initialization.secondMoments(of: layers)).map { layer, secondMoment in
      LayerMoments(
        width: layer.outputs, fanIn: layer.inputs, weightVariance: secondMoment,
        biasVariance: layer.hasBias ? initialization.biases.secondMoment(layer.fans) : 0)
    }
    let start = input.reduce(0) { $0 + $1 * $1 } / Double(input.count)
    means = MeanLength.perLayer(from: start, through: moments).map { $0 / start }
    if moments.allSatisfy({ $0.biasVariance == 0 }) { growths = moments.map { $0.gain / 2 } }
    if initialization.isMirrored {
      if initialization.weights.law == .normal, moments.allSatisfy({ $0.gain > 0 }) {
        relativeDeviations = MirroredLength.relativeDeviations(widths: moments.map(\.width))
        logLengths = MirroredLength.logLengths(through: moments)
      }
      return
    }
    if initialization.weights.hasIndependentWeights,
      initialization.biases == .zero || initialization.biases.law == .normal
    {
      let variance = LayerVariance.expected(from: start, through: moments) / (start * start)
      // Beyond the largest number the difference of two squares is none.
      layerVariance = variance.isNaN ? .infinity : variance
    }
    guard initialization.biases == .zero, moments.allSatisfy({ $0.gain > 0 }) else { return }
    if initialization.weights.hasIndependentWeights {
      relativeDeviations = SecondMoment.relativeDeviations(widths: moments.map(\.width))
    }
    if initialization.weights.law == .normal { logLengths = LogLength.perLayer(through: moments) }
  }

  private mutating func predictConvolutional(
    _ convolutions: [Layer.ConvolutionLayer], _ layers: [Layer], _ initialization: Initialization,
    _ input: [Double], _ extents: [Int]
  ) {
    guard let first = convolutions.first, initialization.biases == .zero, first.kernel % 2 == 1,
      convolutions.allSatisfy({ $0.stride == 1 && $0.kernel == first.kernel && $0.padding == first.padding }),
      first.padding != .valid
    else { return }
    let pixels = extents[1] * extents[2]
    let map = (0..<pixels).map { pixel in
      (0..<extents[0]).reduce(0) { $0 + input[$1 * pixels + pixel] * input[$1 * pixels + pixel] }
        / Double(extents[0])
    }
    let gains = zip(convolutions, initialization.secondMoments(of: layers)).map {
      Double($0.fans.fanIn) * $1
    }
    // Filters that are zero but for their middles see neither neighbours nor what lies beyond the border.
    let kernel = initialization.weights.law == .deltaOrthogonal ? 1 : first.kernel
    let lengths = ConvolutionalLength.perLayer(
      from: map, height: extents[1], width: extents[2], through: gains, kernel: kernel,
      border: first.padding == .zero ? .zero : .circular)
    let start = map.reduce(0, +) / Double(pixels)
    means = lengths.map { $0 / start }
    if first.padding == .circular { growths = gains.map { $0 / 2 } }
    if initialization.weights.hasIndependentWeights, !initialization.isMirrored, gains.allSatisfy({ $0 > 0 })
    {
      relativeDeviations = ConvolutionalLength.relativeDeviationBounds(features: convolutions.map(\.outputs))
    }
  }

  /// A product may lead from the input to the modules.
  private mutating func predictResidual(
    _ layers: [Layer], _ initialization: Initialization, _ extents: [Int]
  ) {
    let first = layers.first?.gain(initialization.weights)
    let modules = layers.dropFirst(first == nil ? 0 : 1).compactMap { layer in
      if case .residual(let module) = layer { module } else { nil }
    }
    let moments = modules.compactMap { ResidualModule($0, initialization.weights) }
    guard initialization.biases == .zero, moments.count + (first == nil ? 0 : 1) == layers.count else {
      return
    }
    wideMeans = ResidualLength.wideLimit(moments).map { (first ?? 1) * $0 }
    guard initialization.weights.law == .normal, let module = modules.first, let moment = moments.first,
      let width = module.width, modules.allSatisfy({ $0.width == width && $0.branch.count == 2 }),
      moments.allSatisfy({ $0.isRectified && $0.shortcutGain == nil })
    else { return }
    upperBounds = ResidualLength(width: width, gain: moment.gain)
      .upperBound(scales: modules.map(\.scale)).map { (first ?? 1) * $0 }
  }
}

extension Layer {
  /// Whether the layer has no other activation than the rectifier.
  fileprivate var isReLU: Bool {
    switch self {
    case .activation(let activation): activation == .relu
    case .residual(let module): (module.branch + module.shortcut).allSatisfy(\.isReLU)
    case .linear, .convolution, .flatten, .globalAveragePool, .averagePool: true
    }
  }
}

extension Layer.Residual {
  /// The width of the first layer's output, in units or features; nil for a branch that does not begin with a product.
  fileprivate var width: Int? {
    switch branch.first {
    case .linear(let layer): layer.outputs
    case .convolution(let layer): layer.outputs
    default: nil
    }
  }
}

extension Initializer {
  /// Whether the weights of a layer are independent of each other and vary at all.
  fileprivate var hasIndependentWeights: Bool {
    switch law {
    case .normal, .uniform, .truncatedNormal: true
    case .orthogonal, .deltaOrthogonal, .constant: false
    }
  }
}
