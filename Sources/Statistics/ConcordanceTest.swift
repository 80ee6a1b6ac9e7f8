import Randomness

/// A test of whether a larger predictor goes with a later event, or with a sooner one, where some runs are
/// censored.
///
/// The statistic is the number of pairs that the predictor puts in order less that of pairs that it puts in
/// the wrong one (see `Concordance`), among its values where predictors are dealt out at random. For few
/// runs these are drawn, else their law is normal, of the exact variance.
///
/// Source: Kendall 1938, *A New Measure of Rank Correlation*; Daniels 1944, *The Relation between Measures
/// of Correlation in the Universe of Sample Permutations*, for the variance with ties.
public struct ConcordanceTest: Hashable, Codable, Sendable {
  /// The pairs.
  public let concordance: Concordance
  /// Concordant less discordant pairs in standard deviations of what chance would give.
  public let z: Double
  /// The probability of a z at least as large where a larger predictor goes with no later event.
  public let laterPValue: Double
  /// The probability of a z at least as small where it goes with no sooner event.
  public let soonerPValue: Double
  /// The standard error of Kendall's τ over the runs, to first order; it is 0 where runs are in perfect
  /// order.
  public let kendallError: Double?

  /// From how many runs on the p-values are those of a normal law.
  public static let largeSample = 40

  /// Tests runs of which `predictor` and `observations` give one number and one outcome each; nil where
  /// chance could make no difference, such as where all predictors are equal.
  ///
  /// - Parameter key: Settles the permutations.
  ///
  /// Complexity: O(n²).
  public init?(
    of predictor: [Double], with observations: [Observation], from key: RandomKey = RandomKey(seed: 1)
  ) {
    self.init(strata: [(predictor, observations)], from: key)
  }

  /// Tests runs within strata: pairs of one stratum alone are compared, and predictors dealt out within it.
  ///
  /// - Parameters:
  ///   - strata: Of each stratum one predictor and one outcome a run.
  ///   - key: Settles the permutations.
  public init?(
    strata: [(predictor: [Double], observations: [Observation])], from key: RandomKey = RandomKey(seed: 1)
  ) {
    let all = strata.map { Stratum(of: $0.predictor, with: $0.observations) }
    // Of two runs there is no variance to be known.
    let parts = all.filter { $0.places.count > 2 }
    let variance = parts.reduce(0) { $0 + $1.variance }
    guard variance > 0 else { return nil }
    concordance = Concordance(adding: parts.map(\.concordance))
    let difference = Double(concordance.concordant - concordance.discordant)
    z = difference / variance.squareRoot()
    kendallError = concordance.kendall.flatMap { kendall in
      // τ is the difference over a number that is taken for fixed.
      let spread = parts.reduce(0) { $0 + $1.scoreVariance }.squareRoot()
      return difference == 0 ? 0 : abs(kendall / difference) * spread
    }
    if parts.reduce(0, { $0 + $1.places.count }) >= Self.largeSample {
      (laterPValue, soonerPValue) = (StandardNormal.survival(z), StandardNormal.cumulative(z))
      return
    }
    let pValues = PermutationPValues(of: difference) { number in
      let key = key["concordance"][number]
      if parts.count == 1 { return parts[0].difference(dealtBy: key) }
      return parts.indices.reduce(0) { $0 + parts[$1].difference(dealtBy: key[$1]) }
    }
    (laterPValue, soonerPValue) = (pValues.upper, pValues.lower)
  }

  /// The runs that are compared with each other.
  private struct Stratum {
    let places: [Int]
    let concordance: Concordance
    /// Of concordant less discordant pairs, where predictors are dealt out at random.
    let variance: Double
    /// Of the same over other runs like these, to first order.
    let scoreVariance: Double
    /// For each run and each other which of them is known to have its event later.
    private let orders: [Int]

    init(of predictor: [Double], with observations: [Observation]) {
      concordance = Concordance(of: predictor, with: observations)
      places = Ties.places(of: predictor)
      let n = Double(places.count)
      // The row sums of both matrices of signs, and of their product.
      var (sumsOfPlaces, sumsOfOrders, scores) = (0.0, 0.0, [Double]())
      var (unequal, known) = (0.0, 0.0)
      var orders: [Int] = []
      for i in places.indices {
        var (place, time, both) = (0, 0, 0)
        for j in places.indices {
          let (a, b) = ((places[i] - places[j]).signum(), order(observations[i], observations[j]))
          if places.count < ConcordanceTest.largeSample { orders.append(b) }
          place += a
          time += b
          both += a * b
          unequal += Double(a * a)
          known += Double(b * b)
        }
        sumsOfPlaces += Double(place * place)
        sumsOfOrders += Double(time * time)
        scores.append(Double(both))
      }
      self.orders = orders
      variance =
        (sumsOfPlaces - unequal) * (sumsOfOrders - known) / (n * (n - 1) * (n - 2))
        + unequal * known / (2 * n * (n - 1))
      let deviation = MeanEstimate(scores)?.deviation ?? 0
      scoreVariance = n * deviation * deviation
    }

    /// Concordant less discordant pairs where the predictors are dealt out anew.
    func difference(dealtBy key: RandomKey) -> Double {
      let dealt = key.permutation(of: places.count).map { places[Int($0)] }
      var sum = 0
      for i in dealt.indices {
        for j in 0..<i { sum += (dealt[i] - dealt[j]).signum() * orders[i * dealt.count + j] }
      }
      return Double(sum)
    }
  }
}

/// 1 where the first run is known to have its event later than the second, −1 where sooner, 0 where
/// neither is known.
private func order(_ run: Observation, _ other: Observation) -> Int {
  if !other.isCensored && (run.time > other.time || (run.time == other.time && run.isCensored)) { return 1 }
  if !run.isCensored && (other.time > run.time || (other.time == run.time && other.isCensored)) {
    return -1
  }
  return 0
}
