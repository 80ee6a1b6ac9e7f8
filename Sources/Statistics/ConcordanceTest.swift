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
    let concordance = Concordance(of: predictor, with: observations)
    let places = Ties.places(of: predictor)
    let n = Double(places.count)
    guard places.count > 2 else { return nil }
    func order(_ i: Int, _ j: Int) -> Int { Self.order(observations[i], observations[j]) }
    // The row sums of both matrices of signs, and of their product.
    var (sumsOfPlaces, sumsOfOrders, scores) = (0.0, 0.0, [Double]())
    var (unequal, known) = (0.0, 0.0)
    for i in places.indices {
      var (place, time, both) = (0, 0, 0)
      for j in places.indices {
        let (a, b) = ((places[i] - places[j]).signum(), order(i, j))
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
    let variance =
      (sumsOfPlaces - unequal) * (sumsOfOrders - known) / (n * (n - 1) * (n - 2))
      + unequal * known / (2 * n * (n - 1))
    guard variance > 0 else { return nil }
    let difference = Double(concordance.concordant - concordance.discordant)
    self.concordance = concordance
    z = difference / variance.squareRoot()
    let spread = MeanEstimate(scores)?.deviation
    kendallError = concordance.kendall.flatMap { kendall in
      // τ is the difference over a number that is taken for fixed.
      spread.map { difference == 0 ? 0 : abs(kendall / difference) * n.squareRoot() * $0 }
    }
    if places.count >= Self.largeSample {
      (laterPValue, soonerPValue) = (StandardNormal.survival(z), StandardNormal.cumulative(z))
      return
    }
    let orders = places.indices.flatMap { i in places.indices.map { order(i, $0) } }
    let pValues = PermutationPValues(of: difference) { number in
      let dealt = key["concordance"][number].permutation(of: places.count).map { places[Int($0)] }
      var sum = 0
      for i in dealt.indices {
        for j in 0..<i { sum += (dealt[i] - dealt[j]).signum() * orders[i * dealt.count + j] }
      }
      return Double(sum)
    }
    (laterPValue, soonerPValue) = (pValues.upper, pValues.lower)
  }

  /// 1 where the first run is known to have its event later than the second, −1 where sooner, 0 where
  /// neither is known.
  private static func order(_ run: Observation, _ other: Observation) -> Int {
    if !other.isCensored && (run.time > other.time || (run.time == other.time && run.isCensored)) { return 1 }
    if !run.isCensored && (other.time > run.time || (other.time == run.time && other.isCensored)) {
      return -1
    }
    return 0
  }
}
