import Lab
import Randomness
import Statistics

extension Alikeness: ClaimTest {
  /// Two one-sided tests for each pair of points: of restricted mean times to start, or of means.
  package func tested<Group: SettingGroup>(
    _ statement: String, on settings: ClaimedSettings<Group>
  ) -> TestedClaim {
    let incomparable = TestedClaim.untested(statement, "no two points to compare")
    if let number {
      return strata(of: settings).map { meansAreAlike(statement, number, $0, settings) } ?? incomparable
    }
    let starts = ClaimedSettings<StartGroup>(starts: settings)
    guard let strata = strata(of: starts) else { return incomparable }
    return StartClaims.alike(
      statement, strata: strata.map { $0.map { StartGroup(together: $0) } }, within: margin,
      level: settings.level)
  }

  /// In each stratum the settings at each point of the axis; nil where there are no two points to compare.
  private func strata<Group: SettingGroup>(of settings: ClaimedSettings<Group>) -> [[[Group]]]? {
    let points = settings.measured.experiment.axes.first { $0.name == axis }?.points.map(\.label) ?? []
    guard let place = settings.measured.headings.firstIndex(of: axis) else {
      preconditionFailure("an axis is checked where a claim is read")
    }
    let present = points.filter { label in settings.measured.groups.contains { $0.labels[place] == label } }
    // Strata in which a point is not known yet say nothing; several settings at one point count together.
    let strata = settings.strata.map { groups in
      present.map { label in groups.filter { $0.labels[place] == label } }
    }.filter { $0.allSatisfy { !$0.isEmpty } }
    return present.count > 1 && !strata.isEmpty ? strata : nil
  }

  private func meansAreAlike<Group: SettingGroup>(
    _ statement: String, _ number: String, _ strata: [[[Group]]], _ settings: ClaimedSettings<Group>
  ) -> TestedClaim {
    if let lack = settings.lack(of: number) { return .untested(statement, lack) }
    let samples = strata.map { $0.map { settings.numbers(number, of: $0) } }
    let count = samples[0].count
    let pairs = (0..<count).flatMap { one in (0..<one).map { (one, $0) } }
    let key = RandomKey(seed: 1)[statement]
    let tests = pairs.compactMap { one, other -> (above: MeanDifferenceTest, below: MeanDifferenceTest)? in
      let arms = samples.map { (first: $0[one], second: $0[other]) }
      guard let above = MeanDifferenceTest(strata: arms, beyond: margin, from: key),
        let below = MeanDifferenceTest(strata: arms, beyond: -margin, from: key)
      else { return nil }
      return (above, below)
    }
    let runs = samples.joined().joined().count
    guard tests.count == pairs.count,
      let widest = tests.map(\.above).max(by: { abs($0.difference) < abs($1.difference) })
    else { return .untested(statement, "\(runs) runs, too few at some point") }
    return TestedClaim(
      statement, ifFalse: tests.map { max($0.above.smallerPValue, $0.below.largerPValue) }.max(),
      ifTrue: MultipleTests.bonferroni(tests.flatMap { [$0.above.largerPValue, $0.below.smallerPValue] })
        .min(),
      evidence: "means differ by \(short(abs(widest.difference))) ± \(short(widest.standardError)) at most, "
        + "alike below \(short(margin)); \(runs) runs")
  }
}

extension StartGroup {
  /// The runs of several settings, one at least, together, which stand where the first does.
  fileprivate init(together groups: [StartGroup]) {
    self = groups.count == 1 ? groups[0] : groups[0].with(groups.flatMap(\.outcomes))
  }
}
