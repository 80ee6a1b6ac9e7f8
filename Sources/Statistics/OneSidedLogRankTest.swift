import Randomness

/// A test of whether one group of runs has its events sooner than another, or later.
///
/// The signed root of the log-rank statistic of two groups: see `LogRankTest` for how it treats ties,
/// censored runs and strata, and for sources. The p-values are those of the statistic's permutation
/// distribution, of runs that change groups within their stratum; of a normal law where there are so many
/// runs that both are the same.
public struct OneSidedLogRankTest: Hashable, Codable, Sendable {
  /// Observed less expected events of the first group in standard deviations: positive where it has them
  /// sooner.
  public let z: Double
  /// The probability of a z at least as large where the first group's events come no sooner.
  public let pValue: Double
  /// The probability of a z at least as small where they come no later.
  public let laterPValue: Double
  /// The events of the two groups; times their weights under a weighting.
  public let observed: [Double]
  /// The events that the two groups would have without a difference; times their weights under a weighting.
  public let expected: [Double]

  /// From how many runs on the p-values are those of a normal law.
  public static let largeSample = 1000

  /// Tests whether `group` is sooner than `other`; nil where there is not enough data.
  public init?(
    _ group: [Observation], soonerThan other: [Observation], weighting: LogRankTest.Weighting = .logRank,
    from key: RandomKey = RandomKey(seed: 1)
  ) {
    self.init(strata: [[group, other]], weighting: weighting, from: key)
  }

  /// Tests within strata whether the first group is sooner than the second; nil where there is not enough
  /// data.
  ///
  /// - Parameters:
  ///   - strata: `strata[s]` are the two groups of stratum s, perhaps empty.
  ///   - key: Settles the permutations.
  public init?(
    strata: [[[Observation]]], weighting: LogRankTest.Weighting = .logRank,
    from key: RandomKey = RandomKey(seed: 1)
  ) {
    precondition(strata.allSatisfy { $0.count == 2 }, "a one-sided test compares two groups")
    let scores = LogRankScores(strata: strata, weighting: weighting)
    guard !strata.isEmpty, scores.covariance[0][0] > 0 else { return nil }
    let difference = scores.observed[0] - scores.expected[0]
    z = difference / scores.covariance[0][0].squareRoot()
    observed = scores.observed
    expected = scores.expected
    if strata.joined().reduce(0, { $0 + $1.count }) >= Self.largeSample {
      (pValue, laterPValue) = (StandardNormal.survival(z), StandardNormal.cumulative(z))
      return
    }
    var parts = strata.map { stratum in
      let all = Self.runScores(stratum.flatMap(\.self), weighting)
      return (scores: all, first: stratum[0].count)
    }
    let pValues = PermutationPValues(of: difference) { number in
      var stream = key["log-rank"][number].stream()
      var sum = 0.0
      for part in parts.indices {
        let (count, first) = (parts[part].scores.count, parts[part].first)
        // All scores of a stratum sum to 0, so that the smaller group tells both.
        let isSmaller = 2 * first <= count
        let drawn = stream.sum(of: isSmaller ? first : count - first, from: &parts[part].scores)
        sum += isSmaller ? drawn : -drawn
      }
      return sum
    }
    (pValue, laterPValue) = (pValues.upper, pValues.lower)
  }

  /// What each run adds to its group's observed less expected events.
  private static func runScores(_ runs: [Observation], _ weighting: LogRankTest.Weighting) -> [Double] {
    let rows = RiskTable([runs]).rows
    func weight(_ row: RiskTable.Row) -> Double {
      weighting == .gehanBreslow ? Double(row.totalAtRisk) : 1
    }
    return runs.map { run in
      rows.reduce(0) { score, row in
        if row.time > run.time { return score }
        let own = row.time == run.time && !run.isCensored ? weight(row) : 0
        return score + own - weight(row) * Double(row.totalEvents) / Double(row.totalAtRisk)
      }
    }
  }
}
