import Network
import Theory

/// What theory says of a network's mean lengths before any is built; all is relative to the input's length.
public struct LengthPrediction: Sendable {
  /// E[M_j] / M_0 for each hidden layer, exact unless there are ``uncertainties``; nil where theory does not know it.
  public internal(set) var means: [Double]?
  /// The standard deviation of M_j / E[M_j] for each hidden layer, as exact as the means unless ``deviationsAreBounds``; nil
  /// where theory does not know it, as for mirrored weights that are not normal and orthogonal convolutions.
  public internal(set) var relativeDeviations: [Double]?
  /// By which share the means may be off for each hidden layer that are known to the first order in one over the widths; nil for others.
  public internal(set) var uncertainties: [Double]?
  /// E[M_j / M_{j−1}] for each hidden layer, given the layers before it and that they are not all zero; nil
  /// where it hangs on what these are, as behind biases, or where zeros pad convolutions.
  public private(set) var growths: [Double]?
  /// Whether `relativeDeviations` are bounds from above: those of convolutions are, which smooth images
  /// approach.
  public private(set) var deviationsAreBounds = false
  /// The mean and variance of ln (M_j / M_0) for each hidden layer, given no dead layer; nil where not
  /// known, as for weights that are not normal.
  public private(set) var logLengths: [LogLength]?
  /// The expected variance of M_1 … M_d across layers over M_0², failure mode 2, exact; nil where theory does
  /// not know it, as for convolutions.
  public private(set) var layerVariance: Double?
  /// E[M_j] / M_0 in the limit of great width, of residual modules and of all else whose means are not known exactly; nil where
  /// theory does not know it.
  ///
  /// For convolutions it is an even picture's, a bound from above for any other (see
  /// `ResidualLength.wideLimit`).
  public internal(set) var wideMeans: [Double]?
  /// A bound on E[M_j] / M_0 from above for residual modules of one rectified layer each; nil for others.
  public private(set) var upperBounds: [Double]?

  /// Whether what is told of are residual modules.
  public private(set) var hasModules = false

  /// What a network is given, as far as theory needs to know.
  public enum Input: Hashable, Sendable {
    /// These numbers.
    case fixed([Double])
    /// A vector of length 1 in a random direction.
    case randomDirection
  }

  /// The prediction for layers: exact for symmetric weights and biases and rectifiers of one slope between, in residual networks
  /// bounded for ReLU; else in the limit of great width, and of fully connected layers to the first order in one over the widths; empty
  /// where that is not known.
  ///
  /// - Parameter input: One input of these extents; its length matters where biases are not zero, its picture
  ///   where zeros pad it, and the kurtosis of its numbers to how much lengths vary under weights that are
  ///   not normal.
  public init(_ layers: [Layer], _ initialization: Initialization, input: Input, extents: [Int]) {
    self.init(exactly: layers, initialization, input: input, extents: extents)
    if means == nil, wideMeans == nil { predictWide(layers, initialization, input, extents) }
  }

  /// The same without the limit of great width where no law is exact.
  init(exactly layers: [Layer], _ initialization: Initialization, input: Input, extents: [Int]) {
    predictExactly(layers, initialization, input, extents)
    hasModules = layers.contains { $0.module != nil }
  }

  private mutating func predictExactly(
    _ layers: [Layer], _ initialization: Initialization, _ input: Input, _ extents: [Int]
  ) {
    guard let rectifier = Rectifier(of: layers), initialization.weights.isSymmetric,
      initialization.biases.isSymmetric, initialization.scheme == nil, initialization.laws.isEmpty,
      layers.flatMap(\.products).allSatisfy({ $0.weights?.isSymmetric ?? true })
    else {
      return
    }
    let products = layers.compactMap(\.product)
    if layers.contains(where: { $0.module != nil }) {
      if rectifier == .relu { predictResidual(layers.filter { $0.role != .reshaping }, initialization) }
    } else if !Self.isChain(layers) {
      return
    } else if products.allSatisfy({ $0.window == nil }) {
      predictFullyConnected(products, layers, rectifier, initialization, input.moments(extents))
    } else if products.allSatisfy({ $0.window != nil }) {
      guard case .fixed(let picture) = input else { return }
      predictConvolutional(products, layers, rectifier, initialization, picture, extents)
    }
  }

  /// Whether products and activations take turns, all products by the network's own law.
  private static func isChain(_ layers: [Layer]) -> Bool {
    let layers = layers.filter { $0.role != .reshaping }
    return layers.enumerated().allSatisfy { number, layer in
      number % 2 == 0 ? layer.product.map { $0.weights == nil } ?? false : !layer.activations.isEmpty
    }
  }

  private mutating func predictFullyConnected(
    _ products: [Product], _ layers: [Layer], _ rectifier: Rectifier, _ initialization: Initialization,
    _ input: InputMoments
  ) {
    let (weights, biases) = (initialization.weights, initialization.biases)
    let biasExcess = biases == .zero ? 0 : biases.excessKurtosis
    let moments = initialization.moments(of: layers).map { layer in
      var layer = layer
      (layer.rectifier, layer.biasExcess) = (rectifier, biasExcess ?? 0)
      return layer
    }
    let start = input.length
    means = MeanLength.perLayer(from: start, through: moments).map { $0 / start }
    if moments.allSatisfy({ $0.biasVariance == 0 }) {
      growths = moments.map { $0.rectifier.keptSquare * $0.gain }
    }
    guard moments.allSatisfy({ $0.gain + $0.biasVariance > 0 }) else { return }
    if initialization.isMirrored {
      guard weights.law == .normal else { return }
      relativeDeviations = MirroredLength.relativeDeviations(widths: moments.map(\.width))
      logLengths = MirroredLength.logLengths(through: moments)
    } else {
      guard weights.isOrthogonal || weights.excessKurtosis != nil, biasExcess != nil else { return }
      relativeDeviations = SecondMoment.relativeDeviations(from: input, through: moments)
      if weights.law == .normal, biases == .zero, rectifier == .relu {
        logLengths = LogLength.perLayer(through: moments)
      }
    }
    layerVariance = relativeDeviations.map { deviations in
      let variance = LayerVariance.expected(from: start, through: moments, relativeDeviations: deviations)
      // Beyond the largest number the difference of two squares is none.
      return variance.isNaN ? .infinity : variance / (start * start)
    }
  }

  private mutating func predictConvolutional(
    _ convolutions: [Product], _ layers: [Layer], _ rectifier: Rectifier,
    _ initialization: Initialization, _ input: [Double], _ extents: [Int]
  ) {
    guard let window = convolutions.first?.window, initialization.biases == .zero,
      convolutions.allSatisfy({ $0.window == window }), window.stride == 1, window.padding != .valid
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
    let kernel = initialization.weights.law == .deltaOrthogonal ? 1 : window.kernel
    let lengths = ConvolutionalLength.perLayer(
      from: map, height: extents[1], width: extents[2], through: gains, kernel: kernel,
      border: window.padding == .zero ? .zero : .circular, rectifier: rectifier)
    let start = map.reduce(0, +) / Double(pixels)
    means = lengths.map { $0 / start }
    if window.padding == .circular { growths = gains.map { rectifier.keptSquare * $0 } }
    guard let excess = initialization.weights.excessKurtosis, excess <= 0, !initialization.isMirrored,
      gains.allSatisfy({ $0 > 0 })
    else { return }
    relativeDeviations = ConvolutionalLength.relativeDeviationBounds(
      features: convolutions.map(\.outputs), rectifier: rectifier)
    deviationsAreBounds = true
  }

  /// A product may lead from the input to the modules.
  private mutating func predictResidual(_ layers: [Layer], _ initialization: Initialization) {
    let first = layers.first?.product?.gain(initialization.weights)
    let modules = layers.dropFirst(first == nil ? 0 : 1).compactMap(\.module)
    let moments = modules.compactMap { ResidualModule($0, initialization.weights) }
    guard initialization.biases == .zero, moments.count + (first == nil ? 0 : 1) == layers.count else {
      return
    }
    // A rectifier at a module's beginning keeps half of numbers of a symmetric law, which a product gives and no
    // rectifier, nor an image.
    let areSymmetric = first != nil && moments.allSatisfy { !$0.isRectified }
    guard areSymmetric || modules.allSatisfy({ $0.branch.first?.product != nil }) else { return }
    wideMeans = ResidualLength.wideLimit(moments).map { (first ?? 1) * $0 }
    guard initialization.weights.law == .normal, let module = modules.first, let moment = moments.first,
      let width = module.width, modules.allSatisfy({ $0.width == width && $0.branch.count == 2 }),
      moments.allSatisfy({ $0.isRectified && $0.shortcutGain == nil })
    else { return }
    upperBounds = ResidualLength(width: width, gain: moment.gain)
      .upperBound(scales: modules.map(\.scale)).map { (first ?? 1) * $0 }
  }
}

extension LengthPrediction.Input {
  func moments(_ extents: [Int]) -> InputMoments {
    switch self {
    case .fixed(let numbers): InputMoments(numbers)
    case .randomDirection: .unit(dimension: extents.reduce(1, *))
    }
  }
}

extension Rectifier {
  /// The one rectifier that layers have, ReLU where there is none; nil where there are several, or other
  /// activations, or layers that theory does not know.
  fileprivate init?(of layers: [Layer]) {
    let activations = Set(layers.flatMap(\.activations))
    guard layers.allSatisfy({ $0.isKnownToTheory && $0.role != .averaging }), activations.count <= 1,
      let slope = (activations.first ?? .relu).negativeSlope
    else { return nil }
    self.init(slope: slope)
  }
}

extension Layer {
  /// Whether theory can say something of it, and of all layers in it.
  var isKnownToTheory: Bool {
    !roles.contains(.other) && products.allSatisfy { $0.window?.isPlain ?? true }
  }
}

extension Layer.Residual {
  /// The width of the first layer's output, in units or features; nil for a branch that does not begin with
  /// a product.
  fileprivate var width: Int? { branch.first?.product?.outputs }
}
