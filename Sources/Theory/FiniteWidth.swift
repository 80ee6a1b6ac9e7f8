/// The mean length of a layer of a fully connected net of any activations, to the first order in one over the widths.
///
/// Given layer j − 1, the inputs z of layer j's units are independent, of mean 0 and second moment K = gain · M_{j−1} + E[b²], and M_j is
/// the mean of n_j numbers φ(z)². With f(K) = E[φ(z)²] of normal z the spread of K bends the mean by f″ Var[K] / 2, and laws of
/// weights that are not normal, which give z a fourth cumulant κ, bend it by f″ κ / 6; Var[M_j] is f′² Var[K] and
/// (E[φ⁴] − f²) / n_j. A rectifier's f is straight: its means are exact.
/// Source: Yaida 2020, *Non-Gaussian Processes and Neural Networks at Finite Widths*, and Roberts, Yaida & Hanin 2022, *The Principles
/// of Deep Learning Theory*, chapter 4, of whose recursions it is the case of one input; other laws of weights are our own derivation.
public struct FiniteWidth: Hashable, Encodable, Sendable {
  /// E[M_j] in the limit of great width.
  public let limit: Double
  /// What the widths add to it.
  public let correction: Double
  /// The variance of M_j.
  public let variance: Double
  /// The greatest fourth cumulant of an input so far, over its squared variance.
  private let excess: Double

  /// E[M_j].
  public var mean: Double { limit + correction }

  /// The standard deviation of M_j over its mean.
  public var relativeDeviation: Double { variance.squareRoot() / limit }

  /// What the orders behind may change the mean by, over the mean, at a guess: as the first order changes the limit, they change the first
  /// order, by shares such as that, the variance of M_j / E[M_j], and the greatest fourth cumulant of an input over its squared variance.
  /// Where nothing bends, they are nothing.
  public var uncertainty: Double {
    let bend = abs(correction) / limit
    return bend * (bend + relativeDeviation * relativeDeviation + excess)
  }

  /// Whether the first order is of any use.
  public var isTelling: Bool { uncertainty < 0.1 }

  /// A layer's mean length over another number.
  public static func / (length: FiniteWidth, number: Double) -> FiniteWidth {
    FiniteWidth(
      limit: length.limit / number, correction: length.correction / number,
      variance: length.variance / (number * number), excess: length.excess)
  }

  /// M_1, …, M_d, one a layer, in the order of `layers`; their rectifiers do not matter.
  ///
  /// Weights must be independent, and biases normal or of a variance that falls with the width.
  public static func perLayer(
    from input: InputMoments, through layers: [(moments: LayerMoments, activation: Nonlinearity)]
  ) -> [FiniteWidth] {
    var length = FiniteWidth(limit: input.length, correction: 0, variance: 0, excess: 0)
    // The mean of the fourth powers of what comes in.
    var fourth = input.kurtosis * input.length * input.length
    return layers.map { layer, activation in
      let (gain, width) = (layer.gain, Double(layer.width))
      guard case .independent(let excess) = layer.weights else {
        preconditionFailure("orthonormal weights are not independent")
      }
      let square = gain * length.limit + layer.biasVariance
      let image = NormalMoments(activation, square: square)
      let spread = gain * gain * length.variance
      let cumulant = excess * gain * gain * fourth / Double(layer.fanIn)
      length = FiniteWidth(
        limit: image.square,
        correction: image.squareGrowth * gain * length.correction
          + image.squareBend * (spread / 2 + cumulant / 6),
        variance: image.squareGrowth * image.squareGrowth * spread
          + (image.fourth - image.square * image.square) / width,
        excess: max(length.excess, square > 0 ? abs(cumulant) / (square * square) : 0))
      fourth = image.fourth
      return length
    }
  }
}
