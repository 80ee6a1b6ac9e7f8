/// A test of whether groups of runs, some of them censored, have their events at the same rate at all times.
///
/// At every event time the events are compared with what the groups would have if they shared them in
/// proportion to those still under observation; ties are treated as a draw without replacement
/// (hypergeometric variance). With strata, such as depths, runs are compared within a stratum only, and
/// observed − expected is summed over strata.
///
/// The p-value is that of a χ² law, which is rough below about ten events. A large one says that no
/// difference was seen, not that there is none.
///
/// Source: Mantel 1966, *Evaluation of Survival Data and Two New Rank Order Statistics*; Peto and Peto 1972,
/// *Asymptotically Efficient Rank Invariant Test Procedures*.
public struct LogRankTest: Hashable, Codable, Sendable {
  /// How much an event counts.
  public enum Weighting: String, Hashable, Codable, Sendable {
    /// Every event counts 1: the most power against rates in a constant ratio.
    case logRank
    /// An event counts as many as were under observation in its stratum, so early differences matter more.
    ///
    /// Source: Gehan 1965 and Breslow 1970, generalised Wilcoxon and Kruskal-Wallis tests.
    case gehanBreslow
  }

  /// The statistic, χ² in law where the groups do not differ.
  public let chiSquare: Double
  /// How many independent differences between groups could be seen: the number of groups less one, or fewer
  /// where some were never compared.
  public let degreesOfFreedom: Int
  /// The probability of a statistic at least as large where the groups do not differ.
  public let pValue: Double
  /// The events of each group; times their weights under a weighting.
  public let observed: [Double]
  /// The events that each group would have without a difference; times their weights under a weighting.
  public let expected: [Double]

  /// Compares groups of runs; nil where there is not enough data, such as no events or only one group at
  /// risk.
  public init?(_ groups: [[Observation]], weighting: Weighting = .logRank) {
    self.init(strata: [groups], weighting: weighting)
  }

  /// Compares groups of runs within strata; nil where in no stratum there is enough data.
  ///
  /// `strata[s][g]` are the runs of group g in stratum s, perhaps none; every stratum has the same number of
  /// groups.
  public init?(strata: [[[Observation]]], weighting: Weighting = .logRank) {
    let scores = LogRankScores(strata: strata, weighting: weighting)
    let form = scores.quadraticForm
    guard form.rank > 0 else { return nil }
    chiSquare = form.value
    degreesOfFreedom = form.rank
    pValue = ChiSquare(degreesOfFreedom: Double(form.rank)).survival(form.value)
    observed = scores.observed
    expected = scores.expected
  }
}
