/// Observed and expected events of every group, summed over event times and strata, with their covariance.
struct LogRankScores {
  /// Events seen in each group, times the weights.
  private(set) var observed: [Double]
  /// Events each group would have if at every event time the groups shared them in proportion to those at
  /// risk.
  private(set) var expected: [Double]
  /// The covariance of the observed, given at every event time the number of events and of those at risk.
  private(set) var covariance: [[Double]]

  init(strata: [[[Observation]]], weighting: LogRankTest.Weighting) {
    let groups = strata.first?.count ?? 0
    precondition(
      strata.allSatisfy { $0.count == groups }, "every stratum has the same groups, some perhaps empty")
    observed = [Double](repeating: 0, count: groups)
    expected = observed
    covariance = [[Double]](repeating: observed, count: groups)
    for stratum in strata {
      for row in RiskTable(stratum).rows { add(row, weighting) }
    }
  }

  private mutating func add(_ row: RiskTable.Row, _ weighting: LogRankTest.Weighting) {
    let (events, total) = (Double(row.totalEvents), Double(row.totalAtRisk))
    let weight = weighting == .gehanBreslow ? total : 1
    // Tied events are a draw without replacement: hypergeometric, not binomial. The last run alone has no
    // variance.
    let variance = total > 1 ? weight * weight * events * (total - events) / (total - 1) : 0
    for group in observed.indices {
      let share = Double(row.atRisk[group]) / total
      observed[group] += weight * Double(row.events[group])
      expected[group] += weight * events * share
      for other in observed.indices {
        let otherShare = Double(row.atRisk[other]) / total
        covariance[group][other] += variance * share * ((group == other ? 1 : 0) - otherShare)
      }
    }
  }

  /// The quadratic form of observed − expected, and the covariance's rank.
  ///
  /// The rank is below the number of groups, because the differences sum to zero over any set of groups that
  /// were compared with no others.
  var quadraticForm: QuadraticForm {
    QuadraticForm(of: zip(observed, expected).map { $0 - $1 }, in: covariance)
  }
}
