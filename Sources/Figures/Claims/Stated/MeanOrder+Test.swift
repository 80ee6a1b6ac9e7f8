import Lab
import Randomness
import Statistics

extension MeanOrder: ClaimTest {
  /// Welch's test and its permutations, within strata.
  package func tested<Group: SettingGroup>(
    _ statement: String, on settings: ClaimedSettings<Group>
  ) -> TestedClaim {
    if let lack = settings.lack(of: number) { return .untested(statement, lack) }
    let arms = settings.arms(which, than).map { arm in
      (first: settings.numbers(number, of: arm.first), second: settings.numbers(number, of: arm.second))
    }
    let counts = (arms.joinedCount(\.first), arms.joinedCount(\.second))
    guard
      let test = MeanDifferenceTest(
        strata: arms, beyond: isGreater ? amount : -amount, from: RandomKey(seed: 1)[statement])
    else { return .untested(statement, "\(counts.0) and \(counts.1) runs") }
    let greater = TestedClaim(
      statement, ifFalse: test.largerPValue, ifTrue: test.smallerPValue,
      evidence: "means differ by \(short(test.difference)) ± \(short(test.standardError)), \(counts.0) and "
        + "\(counts.1) runs")
    return (isGreater ? greater : greater.reversed).twoSided(isTwoSided)
  }
}

extension Array {
  /// How many numbers all elements have of a sort.
  fileprivate func joinedCount(_ numbers: (Element) -> [Double]) -> Int {
    reduce(0) { $0 + numbers($1).count }
  }
}
