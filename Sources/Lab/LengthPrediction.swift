import Network
import Theory

/// What theory says of a network's mean lengths before any is built.
public struct LengthPrediction: Sendable {
  /// E[M_j] / M_0 for each hidden layer; nil where the law of the weights is not symmetric.
  public let means: [Double]?
  /// The standard deviation of M_j / E[M_j] for each hidden layer; nil where theory does not know it.
  ///
  /// Exact for normal weights. Uniform and truncated weights have lighter tails, so for them it is a bound from above,
  /// O(1/n²) a layer from the truth.
  public let relativeDeviations: [Double]?
  /// The mean and variance of ln (M_j / M_0) for each hidden layer, given no dead layer; nil where not known, as for
  /// weights that are not normal.
  public let logLengths: [LogLength]?

  /// The prediction for ReLU layers.
  ///
  /// - Parameter start: The input's own mean length M_0, which matters where biases are not zero.
  public init(_ layers: [Layer], _ initialization: Initialization, start: Double) {
    let isReLU = layers.allSatisfy {
      if case .activation(let activation) = $0 { activation == .relu } else { true }
    }
    guard isReLU, initialization.weights.isSymmetric, initialization.biases.isSymmetric else {
      (means, relativeDeviations, logLengths) = (nil, nil, nil)
      return
    }
    let moments = Self.moments(layers, initialization)
    means = MeanLength.perLayer(from: start, through: moments).map { $0 / start }
    let isKnown = initialization.biases == .zero && moments.allSatisfy { $0.gain > 0 }
    let widths = moments.map(\.width)
    relativeDeviations =
      isKnown && initialization.weights.hasIndependentWeights
      ? widths.indices.map { SecondMoment.relativeStandardError(widths: Array(widths[...$0]), nets: 1) } : nil
    logLengths =
      isKnown && initialization.weights.law == .normal
      ? moments.indices.map { LogLength(through: Array(moments[...$0])) } : nil
  }

  /// The hidden layers in the terms of the theory; the linear layer at the end, if any, is none.
  private static func moments(_ layers: [Layer], _ initialization: Initialization) -> [LayerMoments] {
    zip(layers, layers.dropFirst()).compactMap { layer, next in
      guard case .linear(_, let inputs, let outputs, let hasBias) = layer, case .activation = next else {
        return nil
      }
      let fans = Fans(fanIn: inputs, fanOut: outputs)
      return LayerMoments(
        width: outputs, fanIn: inputs, weightVariance: initialization.weights.secondMoment(fans),
        biasVariance: hasBias ? initialization.biases.secondMoment(fans) : 0)
    }
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
