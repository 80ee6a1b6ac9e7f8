/// The second moment E[M_j²] of the mean length, exact for fully connected nets with normal weights.
///
/// Given layer j − 1, the pre-activations of layer j are independent normals of variance
/// q = gain · M_{j−1} + Var[b]. With E[relu(z)²] = q/2 and E[relu(z)⁴] = 3q²/2 for z ~ N(0, q),
/// E[M_j² | q] = (q/2)² (1 + 5/n_j). For He and zero biases E[M_d²] = M_0² Π (1 + 5/n_j), every ReLU layer
/// counted. Biases, where there are any, are normal too. Convolutions share weights between positions, so
/// this is not exact for them.
/// Source: Hanin & Rolnick 2018, section on FM2 for fully connected nets; Hanin 2018 for the constant.
public enum SecondMoment {
  /// E[M_1²], …, E[M_d²] for a fixed input of mean length `start` = ‖x‖² / n_0.
  ///
  /// One value a layer, in the order of `layers`.
  public static func perLayer(from start: Double, through layers: [LayerMoments]) -> [Double] {
    precondition(start >= 0, "a mean length is not negative")
    var mean = start
    var square = start * start
    return layers.map { layer in
      let gain = layer.gain
      let bias = layer.biasVariance
      let varianceSquared = gain * gain * square + 2 * gain * bias * mean + bias * bias
      mean = (gain * mean + bias) / 2
      square = varianceSquared / 4 * (1 + 5 / Double(layer.width))
      return square
    }
  }

  /// E[M_d²] / E[M_d]² = Π (1 + 5/n_j) for normal weights of any gain and zero biases.
  ///
  /// `widths` are those of all ReLU layers; 1 for none.
  public static func ratio(widths: [Int]) -> Double {
    widths.reduce(1) { product, width in
      precondition(width > 0, "a layer has at least one unit")
      return product * (1 + 5 / Double(width))
    }
  }

  /// The standard error of the mean of M_d over `nets` independent nets, as a fraction of E[M_d].
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
  public static func relativeDeviations(widths: [Int]) -> [Double] {
    var product = 1.0
    return widths.map { width in
      product *= ratio(widths: [width])
      return (product - 1).squareRoot()
    }
  }
}
