import Foundation

/// The expected empirical variance of M_1 … M_d across the layers of one net: failure mode 2.
///
/// The statistic is V = (1/d) Σ M_j² − ((1/d) Σ M_j)², for fully connected nets with normal weights.
/// Source: Hanin & Rolnick 2018, section on FM2; the exact values are our own derivation.
public enum LayerVariance {
  /// E[V] for a fixed input of mean length `start` and any gains and normal biases.
  ///
  /// Given layer i, later layers depend on it through M_i alone and each one's mean is affine in the length
  /// before it, so E[M_i M_j] follows from E[M_i M_{j−1}]; for He and zero biases M is a martingale and
  /// E[M_i M_j] = E[M_i²]. Complexity: O(d²).
  public static func expected(from start: Double, through layers: [LayerMoments]) -> Double {
    precondition(!layers.isEmpty, "the variance across layers needs a layer")
    let depth = Double(layers.count)
    let means = MeanLength.perLayer(from: start, through: layers)
    let squares = SecondMoment.perLayer(from: start, through: layers)
    var products = 0.0
    for first in layers.indices {
      var product = squares[first]
      products += product
      for layer in layers[(first + 1)...] {
        product = (layer.gain * product + layer.biasVariance * means[first]) / 2
        products += 2 * product
      }
    }
    return squares.reduce(0, +) / depth - products / (depth * depth)
  }

  /// E[V] / M_0² of a He net of these widths with zero biases, in closed form.
  ///
  /// With P_j = Π_{k ≤ j} (1 + 5/n_k) and the martingale's orthogonal increments, E[(M_j − M_i)²] =
  /// M_0² (P_j − P_i), and V is the mean of (M_j − M_i)² over ordered pairs, halved. So
  /// E[V] = M_0² Σ_j (2j − d − 1) P_j / d². Complexity: O(d).
  public static func he(widths: [Int]) -> Double {
    precondition(!widths.isEmpty, "the variance across layers needs a layer")
    let depth = widths.count
    var product = 1.0
    var total = 0.0
    for (index, width) in widths.enumerated() {
      precondition(width > 0, "a layer has at least one unit")
      product *= 1 + 5 / Double(width)
      total += Double(2 * (index + 1) - depth - 1) * product
    }
    return total / Double(depth * depth)
  }

  /// e^β − 1 with β = 5 Σ 1/n_j, an upper bound of E[V] / M_0² of a He net.
  ///
  /// By Jensen E[V] ≤ (1/d) Σ E[M_j²] − M_0² ≤ M_0² (P_d − 1): bounded wherever Σ 1/n_j is.
  public static func upperBound(widths: [Int]) -> Double {
    expm1(InverseWidths.beta(widths))
  }
}
