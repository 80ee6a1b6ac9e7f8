import Lab
import Randomness
import Statistics

extension Trend: ClaimTest {
  /// Kendall's τ over the runs, within strata.
  package func tested<Group: SettingGroup>(
    _ statement: String, on settings: ClaimedSettings<Group>
  ) -> TestedClaim {
    if let lack = settings.lack(of: number) { return .untested(statement, lack) }
    guard let placed = settings.placed(along: predictor) else {
      return .untested(statement, ClaimedSettings<Group>.lack(of: predictor))
    }
    let all = settings.numbers(number, of: settings.measured.groups)
    // Ranks are times that all of them come to.
    let ranks = Dictionary(Set(all).sorted().enumerated().map { ($1, $0 + 1) }) { first, _ in first }
    let strata = placed.map { groups in
      let runs = groups.flatMap { place, group in settings.numbers(number, of: [group]).map { (place, $0) } }
      return (predictor: runs.map(\.0), observations: runs.map { Observation.event(at: ranks[$0.1] ?? 0) })
    }
    guard let test = ConcordanceTest(strata: strata, from: RandomKey(seed: 1)[statement]),
      let tau = test.concordance.kendall
    else { return .untested(statement, "\(all.count) runs") }
    let error = test.kendallError.map { " ± \(decimals($0, 2))" } ?? ""
    let rises = TestedClaim(
      statement, ifFalse: test.laterPValue, ifTrue: test.soonerPValue,
      evidence: "Kendall's τ \(decimals(tau, 2))\(error), \(all.count) runs")
    return (isRise ? rises : rises.reversed).twoSided(isTwoSided)
  }
}
