import Foundation
import Numbers

/// The exact mean and variance of ln M at initialisation, layer by layer, for fully connected ReLU layers of
/// normal weights and zero biases.
///
/// Given that it is not wholly silent, a layer of n units multiplies the mean length by
/// M_l / M_{l−1} = (gain / n) χ²_K with K ~ Binomial(n, 1/2) conditioned on K ≥ 1, independent of the other
/// layers. (For ‖h‖² rather than M, n_{l−1} takes the place of n; on square layers the two agree.) Given K,
/// ln χ²_K has mean ψ(K/2) + ln 2 and variance ψ′(K/2), so both moments are finite mixtures. Unlike the
/// moments of M they stay measurable at depth 50.
/// Source: own derivation from the exact law; Hanin & Nica 2018 for the wide limit.
public struct LogLength: Hashable, Codable, Sendable {
  /// The mean of ln(M_d / M_0), natural logarithm.
  public var mean: Double
  /// The variance of ln(M_d / M_0).
  public var variance: Double

  /// States a mean and a variance of a log length.
  public init(mean: Double, variance: Double) {
    precondition(variance >= 0, "a variance is not negative")
    self.mean = mean
    self.variance = variance
  }

  /// One ReLU layer of `width` units, given that it is not wholly silent.
  ///
  /// `gain` is fan-in · Var[w]; it moves the mean alone. Complexity: O(width).
  public init(width: Int, gain: Double = 2) {
    precondition(width > 0 && gain > 0, "a layer has at least one unit and a positive gain")
    var total = 0.0
    var mean = 0.0
    var square = 0.0
    var within = 0.0
    // Binomial weights in log space, or 2^−n underflows from n = 1075.
    var logWeight = -Double(width) * log(2)
    // Centring on the typical K keeps the variance from being a small difference of large squares.
    let centre = SpecialFunctions.digamma(Double(width) / 4 + 0.5)
    for active in 1...width {
      logWeight += log(Double(width - active + 1) / Double(active))
      let weight = exp(logWeight)
      guard weight > 0 else { continue }
      let degrees = Double(active) / 2
      let deviation = SpecialFunctions.digamma(degrees) - centre
      total += weight
      mean += weight * deviation
      square += weight * deviation * deviation
      within += weight * SpecialFunctions.trigamma(degrees)
    }
    let offset = mean / total
    self.init(
      mean: log(gain / Double(width)) + log(2) + centre + offset,
      variance: within / total + square / total - offset * offset)
  }

  /// A whole net, given that none of its layers is wholly silent: the layers' moments add up.
  ///
  /// Biases must be zero; ``DeadLayers`` has the probability of what is conditioned away.
  public init(through layers: [LayerMoments]) {
    self = Self.perLayer(through: layers).last ?? LogLength(mean: 0, variance: 0)
  }

  /// The mean and variance of ln(M_j / M_0) for every layer j, given that no layer up to it is wholly silent.
  ///
  /// Biases must be zero. Complexity: O(Σ of the widths that differ).
  public static func perLayer(through layers: [LayerMoments]) -> [LogLength] {
    precondition(
      layers.allSatisfy { $0.biasVariance == 0 && $0.rectifier == .relu && $0.weights == .normal },
      "the law of ln M is known for normal weights, ReLU and zero biases only")
    var ofWidth: [Int: LogLength] = [:]
    var sum = LogLength(mean: 0, variance: 0)
    return layers.map { layer in
      // The gain only moves the mean, by its logarithm.
      let term = ofWidth[layer.width] ?? LogLength(width: layer.width)
      ofWidth[layer.width] = term
      sum.mean += term.mean + log(layer.gain / 2)
      sum.variance += term.variance
      return sum
    }
  }

  /// The wide limit N(−β/2, β) of a He net of normal weights, β = 5 Σ 1/n_j.
  ///
  /// Its exponential has mean 1, as E[M_d] = M_0 asks. Source: Hanin & Nica 2018.
  public static func wideLimit(widths: [Int]) -> LogLength {
    limit(InverseWidths.beta(widths))
  }

  /// The wide limit N(−β/2, β) of ln(‖Ju‖² / E‖Ju‖²) for a fixed vector u and independent weights of any symmetric law, in which
  /// their fourth moment has a part.
  ///
  /// Given what comes in, x, a unit's sum w · x has E[(w · x)⁴] = Var[w]² (3 ‖x‖⁴ + excess ‖x‖₄⁴), the excess being
  /// E[w⁴] / E[w²]² − 3, and ReLU keeps half of it. So the factor by which a layer of n units multiplies ‖x‖², over its mean, has
  /// the variance (5 + 2 excess ρ) / n with ρ = ‖x‖₄⁴ / ‖x‖⁴, which β sums up. Of the first layer ρ is that of u, from 1/n_0
  /// for numbers of one size to 1 where u is one input alone. Behind a layer of n units half of the numbers are 0 and the others
  /// nearly normal: E‖x‖₄⁴ / E‖x‖⁴ is 6 / (n + 5) for normal weights. So
  ///
  /// β = 5 Σ 1/n_j + 2 excess (‖u‖₄⁴ / n_1 + Σ_{j ≥ 2} 6 / ((n_{j−1} + 5) n_j)).
  ///
  /// Where widths grow and Σ 1/n_j does not, the last sum goes to 0, and so does the part of ‖u‖₄⁴ unless the first layers stay
  /// narrow beside the others: then only two moments of the law count. It is first order in ρ / n: of narrow layers the exact
  /// law has more terms, of normal weights too (``ProductLaw``).
  /// Source: Hanin & Nica 2018 for the dependence on four moments; the terms are our own derivation.
  ///
  /// - Parameters:
  ///   - input: What u is like, whose length does not matter.
  ///   - layers: ReLU layers of independent weights and zero biases.
  public static func wideLimit(along input: InputMoments, through layers: [LayerMoments]) -> LogLength {
    var share = layers.first.map { input.kurtosis / Double($0.fanIn) } ?? 0
    return limit(
      layers.reduce(0) { beta, layer in
        guard case .independent(let excess) = layer.weights, layer.biasVariance == 0, layer.rectifier == .relu
        else { preconditionFailure("the limit is that of independent weights, ReLU and zero biases") }
        defer { share = 6 / Double(layer.width + 5) }
        return beta + (5 + 2 * excess * share) / Double(layer.width)
      })
  }

  private static func limit(_ beta: Double) -> LogLength { LogLength(mean: -beta / 2, variance: beta) }
}
