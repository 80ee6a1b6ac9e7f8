/// A test of whether one group of runs has its events sooner than another.
///
/// The signed root of the log-rank statistic of two groups: see `LogRankTest` for how it treats ties, censored runs
/// and strata, and for sources.
public struct OneSidedLogRankTest: Hashable, Codable, Sendable {
  /// Observed less expected events of the first group in standard deviations: positive where it has them sooner.
  public let z: Double
  /// The probability of a z at least as large where the first group's events come no sooner.
  public let pValue: Double
  /// The events of the two groups; times their weights under a weighting.
  public let observed: [Double]
  /// The events that the two groups would have without a difference; times their weights under a weighting.
  public let expected: [Double]

  /// Tests whether `group` is sooner than `other`; nil where there is not enough data.
  public init?(
    _ group: [Observation], soonerThan other: [Observation], weighting: LogRankTest.Weighting = .logRank
  ) {
    self.init(strata: [[group, other]], weighting: weighting)
  }

  /// Tests within strata whether the first group is sooner than the second; nil where there is not enough data.
  ///
  /// `strata[s]` are the two groups of stratum s, perhaps empty.
  public init?(strata: [[[Observation]]], weighting: LogRankTest.Weighting = .logRank) {
    precondition(strata.allSatisfy { $0.count == 2 }, "a one-sided test compares two groups")
    let scores = LogRankScores(strata: strata, weighting: weighting)
    guard !strata.isEmpty, scores.covariance[0][0] > 0 else { return nil }
    z = (scores.observed[0] - scores.expected[0]) / scores.covariance[0][0].squareRoot()
    pValue = StandardNormal.survival(z)
    observed = scores.observed
    expected = scores.expected
  }
}
