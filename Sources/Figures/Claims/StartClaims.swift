import Foundation
import Lab
import Randomness
import Statistics

/// The statistical checks behind claims about when networks start to learn.
///
/// Runs that were censored or diverged count as not started by the last epoch, never as started at it.
package enum StartClaims {
  /// At every depth, or whatever else parts the strata, more than a share of the runs start, or less: exact binomial
  /// tests.
  package static func mostStart(
    _ statement: String, strata: [[StartGroup]], share: Double = 0.5, isMost: Bool = true
  ) -> TestedClaim {
    let counts = strata.map { groups in
      let runs = groups.reduce(0) { $0 + $1.outcomes.count }
      return (
        started: groups.reduce(0) { $0 + $1.summary.epochs.count }, law: Binomial(trials: runs, chance: share)
      )
    }
    let sorted = counts.sorted { Self.share($0) < Self.share($1) }
    guard let furthest = isMost ? sorted.first : sorted.last else { return .untested(statement, "no runs") }
    let more = counts.map { $0.law.atLeast($0.started) }
    let less = counts.map { $0.law.atMost($0.started) }
    // All strata must have it, and one without it is enough to refute it.
    let (runs, started) = (counts.reduce(0) { $0 + $1.law.trials }, counts.reduce(0) { $0 + $1.started })
    return TestedClaim(
      statement, ifFalse: (isMost ? more : less).max(),
      ifTrue: MultipleTests.bonferroni(isMost ? less : more).min(),
      evidence: "\(started) of \(runs) runs started, where it is \(isMost ? "least" : "most") "
        + "\(furthest.started) of \(furthest.law.trials)")
  }

  private static func share(_ count: (started: Int, law: Binomial)) -> Double {
    Double(count.started) / Double(max(1, count.law.trials))
  }

  /// A larger predictor goes with a later start: Kendall's τ over the pairs of runs whose order is known.
  package static func later(
    _ statement: String, _ groups: [StartGroup], with predictor: (StartGroup) -> Double
  ) -> TestedClaim {
    later(statement, strata: [groups.map { (predictor($0), $0) }])
  }

  /// The same of groups with their predictors within strata: runs of one alone are compared.
  package static func later(
    _ statement: String, strata: [[(place: Double, group: StartGroup)]]
  ) -> TestedClaim {
    let strata = strata.map { placed in
      let runs = placed.flatMap { place, group in group.observations.map { (place, $0) } }
      return (predictor: runs.map(\.0), observations: runs.map(\.1))
    }
    let runs = strata.flatMap(\.observations)
    let starts = runs.count { !$0.isCensored }
    guard let test = ConcordanceTest(strata: strata, from: RandomKey(seed: 1)[statement]),
      let tau = test.concordance.kendall
    else { return .untested(statement, "\(starts) of \(runs.count) runs started") }
    let error = test.kendallError.map { " ± \(decimals($0, 2))" } ?? ""
    return TestedClaim(
      statement, ifFalse: test.laterPValue, ifTrue: test.soonerPValue,
      evidence: "Kendall's τ \(decimals(tau, 2))\(error), \(runs.count) runs of which \(starts) started")
  }

  /// The first groups of each stratum, taken together, start sooner than the second ones (one-sided log-rank test).
  package static func sooner(_ statement: String, strata: [([StartGroup], [StartGroup])]) -> TestedClaim {
    let counts = Self.counts(strata.flatMap { $0.0 + $0.1 })
    let observations = strata.map { [$0.0.flatMap(\.observations), $0.1.flatMap(\.observations)] }
    guard let test = OneSidedLogRankTest(strata: observations, from: RandomKey(seed: 1)[statement]) else {
      return .untested(statement, counts)
    }
    return TestedClaim(
      statement, ifFalse: test.pValue, ifTrue: test.laterPValue,
      evidence: "one-sided stratified log-rank z \(decimals(test.z, 1)), \(counts)")
  }

  /// Groups start alike within strata: the times to start of any two, as their geometric mean over strata of
  /// restricted mean times, lie within a factor of each other (two one-sided tests for each pair).
  ///
  /// - Parameters:
  ///   - strata: The same groups in each; a stratum in which none started says nothing.
  ///   - alikeness: The factor.
  ///   - level: At which the power is told.
  package static func alike(
    _ statement: String, strata: [[StartGroup]], within alikeness: Double,
    level: Double = Claim.level
  ) -> TestedClaim {
    let telling = strata.filter { $0.contains { !$0.summary.epochs.isEmpty } }
    let counts = Self.counts(strata.flatMap(\.self))
    guard let count = telling.first?.count, count > 1 else { return .untested(statement, counts) }
    let times = (0..<count).compactMap { place in LogTime(telling.map { $0[place] }) }
    let pairs = times.indices.flatMap { i in (0..<i).map { LogTime.Difference(times[i], times[$0]) } }
    guard times.count == count, let widest = pairs.max(by: { abs($0.value) < abs($1.value) }),
      let vaguest = pairs.max(by: { $0.error < $1.error }), pairs.allSatisfy({ $0.error > 0 })
    else { return .untested(statement, counts) }
    let margin = log(alikeness)
    return TestedClaim(
      statement, ifFalse: pairs.map { $0.chance(of: margin - abs($0.value)) }.max(),
      ifTrue: MultipleTests.bonferroni(pairs.map { $0.chance(of: abs($0.value) - margin) }).min(),
      evidence: "times to start differ by a factor of \(decimals(exp(abs(widest.value)), 2)) at most "
        + "(± \(decimals(exp(abs(widest.value)) * widest.error, 2)); alike below \(alikeness)); "
        + "were they equal, \(decimals(100 * vaguest.power(margin, level: level), 0)) % likely to be seen alike; \(counts)"
    )
  }

  private static func counts(_ groups: [StartGroup]) -> String {
    let runs = groups.reduce(0) { $0 + $1.outcomes.count }
    return "\(runs) runs of which \(groups.reduce(0) { $0 + $1.summary.epochs.count }) started"
  }
}

/// The logarithm of a time to start, averaged over settings, with its variance.
private struct LogTime {
  let value: Double
  let variance: Double
  let degreesOfFreedom: Double

  /// Nil where a setting has one run only.
  init?(_ groups: [StartGroup]) {
    var (sum, variance, spread) = (0.0, 0.0, 0.0)
    let count = Double(groups.count)
    for group in groups {
      let runs = Double(group.outcomes.count)
      let (observations, limit) = (group.observations, Double(group.trial.criterion.epochLimit))
      guard runs > 1, let mean = Self.logMean(observations, limit),
        let own = Self.jackknifeVariance(observations, limit)
      else { return nil }
      sum += mean
      let part = own / (count * count)
      variance += part
      spread += part * part / (runs - 1)
    }
    value = sum / count
    self.variance = variance
    // Satterthwaite 1946.
    degreesOfFreedom = spread > 0 ? variance * variance / spread : 1
  }

  private static func logMean(_ observations: [Observation], _ limit: Double) -> Double? {
    KaplanMeier(observations)?.restrictedMean(upTo: limit).map { log($0.value) }
  }

  /// The variance of a logarithm of a restricted mean time, by the jackknife, which is not too small on average (Efron & Stein 1981):
  /// by Greenwood's formula it is so by a quarter for five exponential times.
  private static func jackknifeVariance(_ observations: [Observation], _ limit: Double) -> Double? {
    let runs = Double(observations.count)
    // Without any of the runs that fared alike the others are the same.
    let kinds = observations.indices.groups { observations[$0] }
    let others = kinds.compactMap { _, places -> (mean: Double, count: Double)? in
      var rest = observations
      rest.remove(at: places[0])
      return logMean(rest, limit).map { ($0, Double(places.count)) }
    }
    guard others.count == kinds.count else { return nil }
    let middle = others.reduce(0) { $0 + $1.mean * $1.count } / runs
    return (runs - 1) / runs * others.reduce(0) { $0 + $1.count * ($1.mean - middle) * ($1.mean - middle) }
  }

  /// The difference of two.
  struct Difference {
    let value: Double
    let error: Double
    private let law: StudentT

    init(_ a: LogTime, _ b: LogTime) {
      value = a.value - b.value
      let variance = a.variance + b.variance
      error = variance.squareRoot()
      let spread =
        a.variance * a.variance / a.degreesOfFreedom + b.variance * b.variance / b.degreesOfFreedom
      law = StudentT(degreesOfFreedom: spread > 0 ? variance * variance / spread : 1)
    }

    /// The chance of being so far off on one side.
    func chance(of distance: Double) -> Double { law.survival(distance / error) }

    /// The chance that two equal times are found to lie within a margin of each other, at the level of one
    /// claim.
    func power(_ margin: Double, level: Double) -> Double {
      max(0, 2 * law.cumulative(margin / error - law.quantile(1 - level)) - 1)
    }
  }
}
