import Foundation

/// The expected empirical variance of M_1 … M_d across the layers of one net: failure mode 2.
///
/// The statistic is V = (1/d) Σ M_j² − ((1/d) Σ M_j)², for fully connected nets.
/// Source: Hanin & Rolnick 2018, section on FM2; the exact values are our own derivation.
public enum LayerVariance {
  /// E[V], as exact as ``SecondMoment`` is, for the laws that it is for.
  public static func expected(from input: InputMoments, through layers: [LayerMoments]) -> Double {
    let deviations = SecondMoment.relativeDeviations(from: input, through: layers)
    return expected(from: input.length, through: layers, relativeDeviations: deviations)
  }

  /// E[V], given the standard deviation of M_j / E[M_j] of each layer.
  ///
  /// Given layer i, the mean of each later layer is affine in the length before it, whatever the form of the
  /// law, so the sum of E[M_j | M_i] over all later layers is affine in M_i, with a slope and an offset that
  /// follow from those of layer i + 1; for He and zero biases M is a martingale and E[M_i M_j] = E[M_i²].
  /// Complexity: O(d).
  public static func expected(
    from start: Double, through layers: [LayerMoments], relativeDeviations deviations: [Double]
  ) -> Double {
    precondition(!layers.isEmpty, "the variance across layers needs a layer")
    precondition(deviations.count == layers.count, "a deviation for each layer")
    let depth = Double(layers.count)
    let means = MeanLength.perLayer(from: start, through: layers)
    let squares = zip(means, deviations).map { $0 * $0 * (1 + $1 * $1) }
    var products = 0.0
    var (slope, offset) = (0.0, 0.0)
    for index in layers.indices.reversed() {
      products += squares[index] + 2 * (slope * squares[index] + offset * means[index])
      let kept = layers[index].rectifier.keptSquare
      offset += (1 + slope) * layers[index].biasVariance * kept
      slope = (1 + slope) * layers[index].gain * kept
    }
    return squares.reduce(0, +) / depth - products / (depth * depth)
  }

  /// E[V] / M_0² of a ReLU net of these widths with He's normal weights and zero biases, in closed form.
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

  /// The standard deviation of V / E[V] of a ReLU net of these widths with He's normal weights and zero
  /// biases.
  ///
  /// A layer multiplies the length by a factor R independent of all before, so with A = Σ M_j² and B = Σ M_j
  /// the moments E[M_l^a A^b B^c] of one degree a + 2b + c = 4 follow from those of the layer before, and
  /// E[V²] is E[A²]/d² − 2 E[A B²]/d³ + E[B⁴]/d⁴. Tails are heavy: it grows much faster with Σ 1/n than E[V]
  /// does.
  public static func relativeDeviation(widths: [Int]) -> Double {
    precondition(widths.count > 1, "one layer has no variance across layers")
    let powers = (0...2).flatMap { b in (0...4 - 2 * b).map { Powers(a: 4 - 2 * b - $0, b: b, c: $0) } }
    var moments = [Powers(a: 4, b: 0, c: 0): 1.0]
    for width in widths {
      let factors = (0...4).map { factorMoment($0, width: width) }
      let before = moments
      moments = [:]
      for power in powers {
        moments[power] = (0...power.b).reduce(0) { sum, i in
          (0...power.c).reduce(sum) { sum, j in
            let a = power.a + 2 * i + j
            let old = before[Powers(a: a, b: power.b - i, c: power.c - j)] ?? 0
            return sum + choose(power.b, i) * choose(power.c, j) * factors[a] * old
          }
        }
      }
    }
    let depth = Double(widths.count)
    func moment(_ b: Int, _ c: Int) -> Double { moments[Powers(a: 0, b: b, c: c)] ?? 0 }
    let square =
      moment(2, 0) / (depth * depth) - 2 * moment(1, 2) / pow(depth, 3) + moment(0, 4) / pow(depth, 4)
    let mean = he(widths: widths)
    return (max(0, square - mean * mean)).squareRoot() / mean
  }

  /// The exponents of M, A and B.
  private struct Powers: Hashable {
    let a: Int
    let b: Int
    let c: Int
  }

  private static func choose(_ n: Int, _ k: Int) -> Double {
    (0..<k).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
  }

  /// E[R^k] of a layer's factor R = (2/n) χ²_K, K ~ Binomial(n, 1/2).
  private static func factorMoment(_ k: Int, width: Int) -> Double {
    var logWeight = -Double(width) * log(2)
    var sum = k == 0 ? exp(logWeight) : 0
    for active in 1...width {
      logWeight += log(Double(width - active + 1) / Double(active))
      sum += exp(logWeight) * (0..<k).reduce(1) { $0 * Double(active + 2 * $1) * 2 / Double(width) }
    }
    return sum
  }

  /// e^β − 1 with β = 5 Σ 1/n_j, an upper bound of E[V] / M_0² of a He net, of normal weights or of lighter
  /// tails.
  ///
  /// By Jensen E[V] ≤ (1/d) Σ E[M_j²] − M_0² ≤ M_0² (P_d − 1): bounded wherever Σ 1/n_j is.
  public static func upperBound(widths: [Int]) -> Double {
    expm1(InverseWidths.beta(widths))
  }
}
