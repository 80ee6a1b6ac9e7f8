import Foundation
import Network
import Theory

/// What theory alone says of an architecture and an initialisation; nothing is drawn and nothing trained.
///
/// Lengths are those of the hidden layers or modules, relative to the input's. The input is an even grey
/// picture: its brightness matters where biases are not zero, its evenness where zeros pad it and, a little,
/// to how much lengths vary under weights that are not normal. What theory does not know is nil.
public struct Forecast: Encodable, Sendable {
  /// The network.
  public let architecture: Architecture
  /// How its weights are drawn.
  public let initialization: Initialization
  /// The extents of one input.
  public let input: [Int]
  /// The number of hidden layers or modules.
  public let depth: Int
  /// E[M_d] / M_0.
  public let meanFactor: Double?
  /// What E[M_d] / M_0 is without biases, the share that tells inputs apart; of residual networks the best
  /// bound from above, or else the limit of great width.
  public let signalFactor: Double?
  /// The mean of ln (M_d / M_0), given that no layer is silent.
  public let logMean: Double?
  /// Its variance.
  public let logVariance: Double?
  /// Σ 1/n_j over hidden layers, features counted as units; nil for residual networks.
  public let inverseWidths: Double?
  /// β = 5 Σ 1/n_j (of leaky units of slope a, less), the variance of ln (M_d / M_0) in the limit of great
  /// width for independent weights of any law; see ``betaIsBound``. At finite width weights of lighter tails
  /// than normal ones, uniform or truncated, make lengths vary less by O(1/n²) a layer, which the exact
  /// ``layerVariance`` tells. Nil for mirrored weights that are not normal, which need not make lengths vary
  /// at all, and for residual networks.
  public let beta: Double?
  /// Whether that variance is less than β even in the limit: of orthogonal and mirrored weights and of
  /// convolutions, whose features count as units; nil where β is.
  public let betaIsBound: Bool?
  /// The expected variance of M_1 … M_d across layers over M_0², exact; nil where theory does not know it, as
  /// for convolutions.
  public let layerVariance: Double?
  /// The probability that a layer is silent for an input; nil for convolutions, of whose many pixels one is
  /// enough, and for mirrored weights, of which one half speaks where the other is silent.
  public let deadProbability: Double?
  /// Σ η_l of residual networks.
  public let scaleSum: Double?
  /// E[M_d] / M_0 in the limit of great width, of residual networks and all others whose mean length is not known exactly.
  public let wideFactor: Double?
  /// What narrower layers make of ``wideFactor`` without residual modules, to the first order in one over the widths; nil where that is not
  /// known, or so much that it tells nothing.
  public let finiteWidth: FiniteWidth?
  /// A bound from above on E[M_L] / M_0 of residual networks.
  public let factorBound: Double?
  /// The share of the mean length that is left where zeros pad convolutions, beside circular padding.
  public let paddingFactor: Double?

  /// What becomes of two inputs that are half alike, and of gradients, in the limit of great width, up to the output.
  public let signals: SignalForecast
  /// The same of two inputs that are nearly the same; nil where a normalisation over the batch takes away what they have in common, or noise
  /// does.
  public let near: SignalForecast?
  /// The same of one input twice; nil where there is no noise to tell them apart.
  public let repeated: SignalForecast?

  /// The value of every pixel of the even picture.
  public static let grey = 0.5

  /// What theory says of a network for inputs of these extents.
  ///
  /// - Throws: `ArchitectureError` where the sizes make no network.
  public init(
    _ architecture: Architecture, _ initialization: Initialization, input extents: [Int]
  ) throws(ArchitectureError) {
    let layers = try architecture.layers(input: extents, classes: nil)
    let prepared = try initialization.prepared(layers)
    let whole = try initialization.prepared(
      try architecture.layers(input: extents, classes: SignalForecast.classes))
    func signals(_ correlation: Double) -> SignalForecast {
      SignalForecast(
        whole, beginning: initialization, input: extents,
        inputs: PairMoments(square: Self.grey * Self.grey, correlation: correlation))
    }
    self.signals = signals(Self.apart)
    let (isNoisy, isNormalized) = (
      layers.contains(where: \.isNoisy), layers.contains(where: \.normalizesBatches)
    )
    near = isNoisy || isNormalized ? nil : signals(Self.close)
    repeated = isNoisy ? signals(1) : nil
    let full = Self.lengths(layers, initialization, extents)
    var unbiased = initialization
    unbiased.biases = .zero
    let signal = initialization.biases == .zero ? full : Self.lengths(layers, unbiased, extents)
    // Widths alone tell nothing of what lies between products and activations.
    let isOfKnownLayers = layers.allSatisfy(\.isKnownToTheory)
    let widths = isOfKnownLayers ? try architecture.rectifiedWidths() : nil
    self.architecture = architecture
    self.initialization = initialization
    input = extents
    depth = try architecture.depth()
    meanFactor = full.means?.last
    factorBound = signal.upperBounds?.last
    wideFactor = signal.wideMeans?.last ?? (full.means == nil ? self.signals.hidden : nil)
    finiteWidth =
      full.means == nil
      ? LengthPrediction.finiteWidth(prepared, initialization, Self.picture(extents).moments(extents))?.last
      : nil
    signalFactor = signal.means?.last ?? factorBound ?? wideFactor
    logMean = full.logLengths?.last?.mean
    logVariance = full.logLengths?.last?.variance
    inverseWidths = widths.map(InverseWidths.sum)
    let keepsLengths = initialization.isMirrored && initialization.weights.law != .normal
    let rectifier = architecture.rectifier ?? .relu
    beta = keepsLengths ? nil : widths.map { InverseWidths.beta($0, rectifier: rectifier) }
    betaIsBound = beta.map { _ in
      initialization.isMirrored || initialization.weights.isOrthogonal
        || architecture.family.countsFeatures
    }
    layerVariance = full.layerVariance
    let mayBeSilent =
      initialization.weights.isRandom && initialization.biases == .zero && !initialization.isMirrored
      && !architecture.family.countsFeatures && rectifier == .relu
    deadProbability = mayBeSilent ? widths.map { DeadLayers.probability(anyOf: $0) } : nil
    scaleSum = try architecture.residualScales()?.reduce(0, +)
    paddingFactor = try architecture.onTorus.map { (torus) throws(ArchitectureError) in
      Self.lengths(try torus.layers(input: extents, classes: nil), unbiased, extents)
    }?.means?.last.flatMap { torus in signal.means?.last.map { $0 / torus } }
  }

  /// What theory says of the lengths of each hidden layer or module.
  ///
  /// - Throws: `ArchitectureError` where the sizes make no network.
  public var lengths: LengthPrediction {
    get throws(ArchitectureError) {
      LengthPrediction(
        try architecture.layers(input: input, classes: nil), initialization, input: Self.picture(input),
        extents: input)
    }
  }

  /// What theory says of lengths for the even picture.
  private static func lengths(
    _ layers: [Layer], _ initialization: Initialization, _ extents: [Int]
  ) -> LengthPrediction {
    LengthPrediction(exactly: layers, initialization, input: picture(extents), extents: extents)
  }

  /// The even picture.
  private static func picture(_ extents: [Int]) -> LengthPrediction.Input {
    .fixed(Array(repeating: grey, count: extents.reduce(1, *)))
  }

  /// (E[M_d] / M_0)^(1/d), without biases: the factor of one layer in the mean; nil where E[M_d] / M_0 is
  /// beyond the range of numbers.
  public var layerFactor: Double? {
    guard let signalFactor, signalFactor > 0, signalFactor.isFinite else { return nil }
    return pow(signalFactor, 1 / Double(depth))
  }

  /// Whether theory knows the network's mean length.
  public var isKnown: Bool { signalFactor != nil || !initialization.weights.isRandom }

  /// What trouble is to be expected, the worst first.
  public var findings: [Finding] {
    let deviation = initialization.weights.isRandom ? 1.0 : 0
    let explosion: Trouble = scaleSum == nil ? .exploding : .residualExplosion
    let steep: Trouble = near == nil && repeated == nil ? .normExplosion : .gradientExplosion
    let lengths = [
      Finding(.equalUnits, at: deviation), Finding(.vanishing, at: signalFactor),
      Finding(explosion, at: signalFactor),
    ].compactMap(\.self)
    // Where lengths are lost or explode, the rest follows from that.
    let signals = [
      Finding(.gradientLoss, at: signals.reach), Finding(steep, at: steepening),
      Finding(.alikeInputs, at: difference), Finding(.chaos, at: nearness),
      Finding(.saturation, at: leastSlope),
      Finding(.noise, at: clarity),
    ].compactMap(\.self)
    let widths = [
      Finding(.layerVariance, at: isKnown ? beta : nil), Finding(.deadLayers, at: deadProbability),
    ].compactMap(\.self)
    return lengths + (lengths.isEmpty ? signals : []) + widths
  }
}

extension Initializer {
  /// Whether weights are drawn at all, so that units differ.
  fileprivate var isRandom: Bool {
    if case .constant = law { false } else { true }
  }
}
