import Network
import Theory

/// What theory says of a network's mean lengths before any is built; all is relative to the input's length.
public struct LengthPrediction: Sendable {
  /// E[M_j] / M_0 for each hidden layer; nil where theory does not know it.
  public private(set) var means: [Double]?
  /// The standard deviation of M_j / E[M_j] for each hidden layer; nil where theory does not know it.
  ///
  /// Exact for fully connected layers of normal weights. For uniform and truncated weights, whose tails are lighter, it
  /// is a bound from above, O(1/n²) a layer from the truth; for convolutions it is a bound that smooth images approach.
  public private(set) var relativeDeviations: [Double]?
  /// The mean and variance of ln (M_j / M_0) for each hidden layer, given no dead layer; nil where not known, as for
  /// weights that are not normal.
  public private(set) var logLengths: [LogLength]?
  /// E[M_j] / M_0 of residual modules in the limit of great width; nil for networks without modules.
  public private(set) var wideMeans: [Double]?
  /// A bound on E[M_j] / M_0 of residual modules from above; nil where there is none.
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
      predictConvolutional(hidden.compactMap(\.convolution), initialization, input, extents)
    } else if hidden.allSatisfy({ $0.module != nil }) {
      predictResidual(hidden.compactMap(\.module), initialization, extents)
    }
  }

  /// A layer that takes part in the recursion of lengths.
  private struct Hidden {
    var linear: Layer.Linear?
    var convolution: Layer.ConvolutionLayer?
    var module: Layer.Residual?

    init?(_ layer: Layer) {
      switch layer {
      case .linear(let layer): linear = layer
      case .convolution(let layer): convolution = layer
      case .residual(let layer): module = layer
      case .activation, .flatten, .globalAveragePool, .averagePool: return nil
      }
    }
  }

  private mutating func predictFullyConnected(
    _ linear: [Layer.Linear], _ layers: [Layer], _ initialization: Initialization, _ input: [Double]
  ) {
    let moments = linear.map {
      LayerMoments(
        width: $0.outputs, fanIn: $0.inputs, weightVariance: initialization.weights.secondMoment($0.fans),
        biasVariance: $0.hasBias ? initialization.biases.secondMoment($0.fans) : 0)
    }
    let start = input.reduce(0) { $0 + $1 * $1 } / Double(input.count)
    means = MeanLength.perLayer(from: start, through: moments).map { $0 / start }
    guard initialization.biases == .zero, moments.allSatisfy({ $0.gain > 0 }) else { return }
    if initialization.weights.hasIndependentWeights {
      let widths = moments.map(\.width)
      relativeDeviations = widths.indices.map {
        SecondMoment.relativeStandardError(widths: Array(widths[...$0]), nets: 1)
      }
    }
    if initialization.weights.law == .normal {
      logLengths = moments.indices.map { LogLength(through: Array(moments[...$0])) }
    }
  }

  private mutating func predictConvolutional(
    _ convolutions: [Layer.ConvolutionLayer], _ initialization: Initialization, _ input: [Double],
    _ extents: [Int]
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
    let gains = convolutions.map { Double($0.fans.fanIn) * initialization.weights.secondMoment($0.fans) }
    let lengths = ConvolutionalLength.perLayer(
      from: map, height: extents[1], width: extents[2], through: gains, kernel: first.kernel,
      border: first.padding == .zero ? .zero : .circular)
    let start = map.reduce(0, +) / Double(pixels)
    means = lengths.map { $0 / start }
    if initialization.weights.hasIndependentWeights, gains.allSatisfy({ $0 > 0 }) {
      relativeDeviations = ConvolutionalLength.relativeDeviationBounds(features: convolutions.map(\.outputs))
    }
  }

  private mutating func predictResidual(
    _ modules: [Layer.Residual], _ initialization: Initialization, _ extents: [Int]
  ) {
    guard initialization.biases == .zero, initialization.weights.law == .normal, extents.count == 1,
      modules.allSatisfy({ $0.isOneRectifiedLayer(width: extents[0]) })
    else { return }
    let fans = Fans(fanIn: extents[0], fanOut: extents[0])
    let gain = Double(extents[0]) * initialization.weights.secondMoment(fans)
    let scales = modules.map(\.scale)
    wideMeans = ResidualLength.wideLimit(scales: scales, gain: gain)
    upperBounds = ResidualLength(width: extents[0], gain: gain).upperBound(scales: scales)
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
  /// Whether the module is x + η relu(W x) for a square W.
  fileprivate func isOneRectifiedLayer(width: Int) -> Bool {
    guard shortcut.isEmpty, branch.count == 2, case .linear(let layer) = branch[0],
      branch[1] == .activation(.relu)
    else { return false }
    return layer.inputs == width && layer.outputs == width && layer.weights == nil
  }
}

extension Initializer {
  /// Whether the weights of a layer are independent of each other and vary at all.
  fileprivate var hasIndependentWeights: Bool {
    switch law {
    case .normal, .uniform, .truncatedNormal: true
    case .orthogonal, .constant: false
    }
  }
}
