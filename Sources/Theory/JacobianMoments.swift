/// The moments of the entries Z of the input-output Jacobian of a fully connected net of rectifiers at
/// initialisation: the second exact for weights and biases of any symmetric law, the fourth for normal
/// weights, ReLU and zero biases.
///
/// Column p of the Jacobian is v_0 = e_p taken through the layers, v_j = D_j W_j v_{j−1}, where D_j is 1 for
/// units that are active and 0, or the slope of a leaky unit, for others. A unit is active for one of the
/// weights w and −w (with biases, of the pairs of both), which give the same squares, so half of a unit's
/// squares is kept whatever came before: E‖v_j‖² = (n_j σ²/2) ‖v_{j−1}‖² for weights of variance σ²,
/// independent or orthonormal, and for normal ones E‖v_j‖⁴ = (n_j σ²/2)² (1 + 5/n_j) ‖v_{j−1}‖⁴. Leaky units
/// keep (1 + a²)/2 in place of 1/2.
/// Source: Hanin 2018, *Which Neural Net Architectures Give Rise to Exploding and Vanishing Gradients?*,
/// theorems 1 and 2; the second moment for other laws and the quenched variance are our own derivation.
public struct JacobianMoments: Hashable, Sendable {
  /// The hidden layers, first to last.
  public let hidden: [LayerMoments]
  /// The last layer.
  public let output: LayerMoments
  /// Whether a rectifier stands behind the last layer too.
  public let isRectified: Bool
  /// Whether weights are normal, rectifiers ReLU and biases zero, so that more is known than second moments.
  public let isNormal: Bool

  /// Describes a net, of normal weights unless said otherwise.
  public init(hidden: [LayerMoments], output: LayerMoments, isRectified: Bool, isNormal: Bool = true) {
    precondition(
      !isNormal
        || (hidden + [output]).allSatisfy {
          $0.biasVariance == 0 && $0.weights == .normal && $0.rectifier == .relu
        }, "fourth moments are known for normal weights, ReLU and zero biases only")
    self.hidden = hidden
    self.output = output
    self.isRectified = isRectified
    self.isNormal = isNormal
  }

  /// The number n_0 of inputs.
  public var inputs: Int { (hidden.first ?? output).fanIn }

  /// The share of a last unit's squares that is kept.
  private var share: Double { isRectified ? output.rectifier.keptSquare : 1 }

  /// E[Z²]: 1/n_0 for He's variance and a ReLU output, and 2/n_0 for a linear one of the same variance.
  public var secondMoment: Double {
    hidden.reduce(share * output.weightVariance) {
      $0 * Double($1.width) * $1.weightVariance * $1.rectifier.keptSquare
    }
  }

  /// E[Z⁴] / E[Z²]²: 3 Π (1 + 5/n_j) over the hidden layers for a linear output, 6 Π (1 + 5/n_j) for a ReLU
  /// output; nil for weights that are not normal.
  ///
  /// Exponential in Σ 1/n_j, and the same for weights of any variance.
  public var kurtosis: Double? {
    isNormal ? 3 / share * SecondMoment.ratio(widths: hidden.map(\.width)) : nil
  }

  /// E[Z⁴]; nil for weights that are not normal.
  public var fourthMoment: Double? { kurtosis.map { $0 * secondMoment * secondMoment } }

  /// How much the mean of Z⁴ over the entries of one net varies from net to net: at most so many squared
  /// means; nil for weights that are not normal.
  ///
  /// It tells how many nets an estimate of E[Z⁴] takes, which a sample cannot, since that hangs on its
  /// largest values. Exact for one input; averaging over several makes it less. A hidden layer's factor is
  /// E[S⁴] / E[S²]² of S = Σ b g² over its units, with normal g and b that is 0 or 1, from the cumulants of
  /// b g²; our own derivation.
  public var fourthSpread: Double? {
    guard isNormal else { return nil }
    let outputs = Double(output.width)
    // E[b g⁸] / E[b g⁴]² of one output, and of the mean of several.
    let one = 105.0 / 9 / share
    return hidden.reduce(one / outputs + 1 - 1 / outputs) { spread, layer in
      let n = Double(layer.width)
      let (k1, k2, k3, k4) = (n / 2, 1.25 * n, 5.5 * n, 34.875 * n)
      let fourth = k4 + 4 * k3 * k1 + 3 * k2 * k2 + 6 * k2 * k1 * k1 + k1 * k1 * k1 * k1
      let square = k2 + k1 * k1
      return spread * fourth / (square * square)
    } - 1
  }

  /// Var[Z²] of one entry from net to net, the annealed variance; nil for weights that are not normal.
  public var annealedVariance: Double? { fourthMoment.map { $0 - secondMoment * secondMoment } }

  /// The expected variance of Z² over all entries of one net, mean Z⁴ − (mean Z²)², the quenched variance;
  /// nil for weights that are not normal.
  ///
  /// Entries of one net vary together, so that it is less than the annealed variance. (mean Z²)² is ‖J‖⁴
  /// over the squared number of entries, a sum over pairs of columns v, v′ of E[‖v‖² ‖v′‖²], which goes from
  /// layer to layer together with E[(v · v′)²]. Complexity: O(d).
  public var quenchedVariance: Double? {
    guard let fourthMoment else { return nil }
    let (inputs, entries) = (Double(inputs), Double(inputs * output.width))
    let norms = inputs * product(cosine: 1) + inputs * (inputs - 1) * product(cosine: 0)
    return fourthMoment - norms / (entries * entries)
  }

  /// E[‖v‖² ‖v′‖²] of two columns, given the cosine of the two unit vectors that they begin as.
  private func product(cosine: Double) -> Double {
    var (product, square) = (1.0, cosine * cosine)
    for (layer, share) in hidden.map({ ($0, 0.5) }) + [(output, share)] {
      let (width, variance) = (Double(layer.width), layer.weightVariance)
      let same = width * share * (product + 2 * square)
      let pairs = width * (width - 1) * share * share
      (product, square) = (
        variance * variance * (same + pairs * product), variance * variance * (same + pairs * square)
      )
    }
    return product
  }
}
