import Network
import Randomness
import Statistics

/// The statistical checks behind claims about when networks start to learn.
///
/// Runs that were censored or diverged count as not started by the last epoch, never as started at it. The levels below
/// were fixed before any result was seen.
package enum StartClaims {
  /// The level of every test and interval.
  static let level = 0.01
  /// How many starts a verdict needs at least.
  static let leastStarts = 10

  /// Every run of every group starts.
  package static func allStart(_ statement: String, _ groups: [StartGroup]) -> Claim {
    let runs = groups.reduce(0) { $0 + $1.outcomes.count }
    let started = groups.reduce(0) { $0 + $1.summary.epochs.count }
    let verdict: Claim.Verdict = started < runs ? .failed : started < leastStarts ? .notEnoughData : .held
    return Claim(statement, verdict, evidence: "\(started) of \(runs) runs started")
  }

  /// A larger predictor goes with a later start: Kendall's τ over the pairs of runs whose order is known, with a bootstrap
  /// interval over runs.
  package static func later(
    _ statement: String, _ groups: [StartGroup], with predictor: (StartGroup) -> Double
  ) -> Claim {
    let runs = groups.flatMap { group in group.observations.map { (predictor(group), $0) } }
    func tau(_ runs: [(Double, Observation)]) -> Double? {
      Concordance(of: runs.map(\.0), with: runs.map(\.1)).kendall
    }
    let starts = runs.count { !$0.1.isCensored }
    guard starts >= leastStarts, let value = tau(runs),
      let interval = BootstrapInterval(
        of: runs, resamples: 1000, level: 1 - level, from: RandomKey(seed: 1)["bootstrap"][statement], tau)
    else {
      return Claim(statement, .notEnoughData, evidence: "\(starts) of \(runs.count) runs started")
    }
    let verdict: Claim.Verdict =
      interval.lower > 0 ? .held : interval.upper <= 0 ? .failed : .notEnoughData
    return Claim(
      statement, verdict,
      evidence: "Kendall's τ \(decimals(value, 2)), 99 % interval \(decimals(interval.lower, 2)) to "
        + "\(decimals(interval.upper, 2)), \(runs.count) runs of which \(starts) started")
  }

  /// Groups do not differ within strata (log-rank test). That no difference is seen is a verdict only where there was
  /// enough to see one.
  package static func alike(_ statement: String, strata: [[StartGroup]]) -> Claim {
    let runs = strata.joined().reduce(0) { $0 + $1.outcomes.count }
    let starts = strata.joined().reduce(0) { $0 + $1.summary.epochs.count }
    guard let test = LogRankTest(strata: strata.map { $0.map(\.observations) }) else {
      return Claim(statement, .notEnoughData, evidence: "\(starts) of \(runs) runs started")
    }
    let verdict: Claim.Verdict =
      test.pValue < level ? .failed : starts < 10 * leastStarts ? .notEnoughData : .held
    return Claim(
      statement, verdict,
      evidence:
        "stratified log-rank χ² \(decimals(test.chiSquare, 1)) on \(test.degreesOfFreedom) degrees of "
        + "freedom, p \(short(test.pValue, digits: 2)), \(runs) runs of which \(starts) started")
  }

  /// The first group of each stratum starts sooner than the others taken together (one-sided log-rank test).
  package static func sooner(_ statement: String, strata: [(StartGroup, [StartGroup])]) -> Claim {
    let groups = strata.flatMap { [$0.0] + $0.1 }
    let runs = groups.reduce(0) { $0 + $1.outcomes.count }
    let starts = groups.reduce(0) { $0 + $1.summary.epochs.count }
    let observations = strata.map { [$0.0.observations, $0.1.flatMap(\.observations)] }
    guard starts >= leastStarts, let test = OneSidedLogRankTest(strata: observations) else {
      return Claim(statement, .notEnoughData, evidence: "\(starts) of \(runs) runs started")
    }
    let verdict: Claim.Verdict =
      test.pValue < level ? .held : test.pValue > 0.5 ? .failed : .notEnoughData
    return Claim(
      statement, verdict,
      evidence: "one-sided stratified log-rank z \(decimals(test.z, 1)), p \(short(test.pValue, digits: 2)), "
        + "\(runs) runs of which \(starts) started")
  }
}
