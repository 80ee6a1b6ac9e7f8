/// The second moment E[M_j²] of the mean length, exact for fully connected nets of rectifiers, leaky or not.
///
/// Given layer j − 1, the inputs z of layer j's units have variance q = gain · M_{j−1} + Var[b], and by
/// symmetry a rectifier keeps fixed shares of z² and z⁴ (``Rectifier``), so that E[M_j²] needs E[z⁴] and, of
/// two units, E[z² z′²]. With F the sum of the fourth powers of what comes in, Σ w x has the fourth moment 3
/// (Var[w] ‖x‖²)² + excess · Var[w]² F for independent weights: E[M²] and E[F] go from layer to layer
/// together, linearly, whatever the law of the weights. For normal weights and zero biases F drops out, and
/// E[M_d²] = E[M_d]² Π (1 + 5/n_j) for ReLU. Lighter tails make it less, by O(1/n²) a layer. Orthonormal
/// weights make Σ w x part of a vector of a random direction in m dimensions, the larger of fan-in and width,
/// which takes m / (m + 2) of both E[z⁴] and E[z² z′²]. Convolutions share weights between positions, so this
/// is not exact for them; nor is it for mirrored weights.
/// Source: Hanin & Rolnick 2018, section on FM2 for fully connected nets; Hanin 2018 for the 5; Hanin & Nica
/// 2018 for the part of the fourth moment; leaky and orthonormal layers are our own derivation.
public enum SecondMoment {
  /// E[M_1²], …, E[M_d²].
  ///
  /// One value a layer, in the order of `layers`.
  public static func perLayer(from input: InputMoments, through layers: [LayerMoments]) -> [Double] {
    let means = MeanLength.perLayer(from: input.length, through: layers)
    return zip(means, relativeVariances(from: input, through: layers)).map { $0 * $0 * (1 + $1) }
  }

  /// The standard deviation of M_j / E[M_j] of each layer.
  ///
  /// Means that are zero, or beyond the range of numbers, do no harm. Complexity: O(d).
  public static func relativeDeviations(from input: InputMoments, through layers: [LayerMoments]) -> [Double]
  {
    // A rounding error below zero is none.
    relativeVariances(from: input, through: layers).map { max(0, $0).squareRoot() }
  }

  /// E[M_j²] / E[M_j]² − 1 of each layer.
  private static func relativeVariances(
    from input: InputMoments, through layers: [LayerMoments]
  ) -> [Double] {
    var mean = input.length
    var kurtosis = input.kurtosis
    var variance = 0.0
    return layers.map { layer in
      let (bias, width) = (layer.biasVariance, Double(layer.width))
      // The share of the weights in E[q].
      let share = bias == 0 ? 1 : 1 / (1 + bias / (layer.gain * mean))
      let rest = (1 - share) * (1 - share) * layer.biasExcess
      // What E[z⁴] has beyond 3 E[q²], and both E[z⁴] / 3 and E[z² z′²] have less, over E[q]².
      let (excess, lack) =
        switch layer.weights {
        case .independent(let excess): (excess * share * share * kurtosis / Double(layer.fanIn) + rest, 0.0)
        case .orthonormal:
          (rest, 2 / Double(max(layer.width, layer.fanIn) + 2) * share * share * (1 + variance))
        }
      let pairs = share * share * variance - lack
      let factor = layer.rectifier.kurtosisFactor
      let spread = layer.rectifier.spread
      kurtosis = factor * (3 + 3 * pairs + excess)
      variance = pairs + (spread * (1 + pairs) + factor * excess) / width
      mean = layer.rectifier.keptSquare * (layer.gain * mean + bias)
      return variance
    }
  }

  /// E[M_d²] / E[M_d]² = Π (1 + 5/n_j) for normal weights of any gain, ReLU and zero biases.
  ///
  /// `widths` are those of all ReLU layers; 1 for none. Other rectifiers have another number in place of 5.
  public static func ratio(widths: [Int], rectifier: Rectifier = .relu) -> Double {
    widths.reduce(1) { product, width in
      precondition(width > 0, "a layer has at least one unit")
      return product * (1 + rectifier.spread / Double(width))
    }
  }

  /// The standard error of the mean of M_d over `nets` independent nets of normal weights, as a fraction of
  /// E[M_d].
  ///
  /// sqrt((Π (1 + 5/n_j) − 1) / nets). Above about 1 the mean is carried by a few nets: M_d² is then so
  /// heavy-tailed that log moments (``LogLength``) say more.
  public static func relativeStandardError(widths: [Int], nets: Int) -> Double {
    precondition(nets > 0, "a mean needs at least one net")
    return ((ratio(widths: widths) - 1) / Double(nets)).squareRoot()
  }

  /// The standard deviation of M_j / E[M_j] of each layer, for normal weights of any gain and zero biases.
  ///
  /// Complexity: O(d).
  public static func relativeDeviations(widths: [Int], rectifier: Rectifier = .relu) -> [Double] {
    var product = 1.0
    return widths.map { width in
      product *= ratio(widths: [width], rectifier: rectifier)
      return (product - 1).squareRoot()
    }
  }
}
