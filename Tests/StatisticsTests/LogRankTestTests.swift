import Randomness
import Statistics
import TestSupport
import Testing

@Suite struct LogRankTestTests {
  @Test func twoGroups() throws {
    // lifelines.statistics.logrank_test of lifelines 0.30.3, and with weightings="wilcoxon".
    let plain = try #require(LogRankTest([Example.a, Example.b]))
    expect(plain, 2.6491703988323296, 1, 0.10360395173580475)
    let weighted = try #require(LogRankTest([Example.a, Example.b], weighting: .gehanBreslow))
    expect(weighted, 2.9986524937172043, 1, 0.08333380076800938)
  }

  @Test func threeGroups() throws {
    // lifelines.statistics.multivariate_logrank_test of lifelines 0.30.3, and with weightings="wilcoxon"; expected
    // events by a loop over event times in NumPy 2.4.6.
    let plain = try #require(LogRankTest([Example.a, Example.b, Example.c]))
    expect(plain, 7.093345894642577, 2, 0.028820367200537864)
    #expect(plain.observed == [7, 9, 5])
    for (value, known) in zip(plain.expected, [7.827516983805016, 4.42445909398242, 8.748023922212562]) {
      #expect(relativeError(value, known) < 1e-12)
    }
    let weighted = try #require(
      LogRankTest([Example.a, Example.b, Example.c], weighting: .gehanBreslow))
    expect(weighted, 8.88106929750526, 2, 0.011789633521565784)
  }

  @Test func strata() throws {
    // statsmodels.duration.survfunc.survdiff of statsmodels 0.15.0 with strata, and with weight_type="gb".
    expect(try #require(LogRankTest(strata: Example.strata)), 3.484522502746775, 2, 0.1751239532725234)
    expect(
      try #require(LogRankTest(strata: Example.strata, weighting: .gehanBreslow)), 7.48631300839091, 2,
      0.0236792414179251)
    let firstTwo = Example.strata.map { Array($0[..<2]) }
    expect(try #require(LogRankTest(strata: firstTwo)), 0.9107972489929312, 1, 0.339902973572484)
  }

  @Test func theOrderOfGroupsDoesNotMatter() throws {
    let one = try #require(LogRankTest([Example.a, Example.b, Example.c]))
    let other = try #require(LogRankTest([Example.c, Example.a, Example.b]))
    expect(other, one.chiSquare, one.degreesOfFreedom, one.pValue)
  }

  @Test func onlyTheOrderOfTimesMatters() throws {
    let squared = [Example.a, Example.b].map { group in
      group.map { run in
        run.isCensored ? Observation.censored(at: run.time * run.time) : .event(at: run.time * run.time)
      }
    }
    #expect(LogRankTest(squared) == LogRankTest([Example.a, Example.b]))
  }

  @Test func groupsThatWereNotComparedAddNothing() throws {
    // Every run of the third group was gone before the first event, and the fourth has no runs.
    let early = [Observation](repeating: .censored(at: 0.5), count: 6)
    let test = try #require(LogRankTest([Example.a, Example.b, early, []]))
    let without = try #require(LogRankTest([Example.a, Example.b]))
    expect(test, without.chiSquare, 1, without.pValue)
    #expect(test.expected[2...] == [0, 0])
  }

  @Test func groupsComparedInSeparateStrataGiveTwoSeparateTests() throws {
    let strata = [[Example.a, Example.b, [], []], [[], [], Example.c, Example.b]]
    let test = try #require(LogRankTest(strata: strata))
    let first = try #require(LogRankTest([Example.a, Example.b]))
    let second = try #require(LogRankTest([Example.c, Example.b]))
    #expect(test.degreesOfFreedom == 2)
    #expect(relativeError(test.chiSquare, first.chiSquare + second.chiSquare) < 1e-12)
  }

  @Test func aGroupThatNeverStartsIsComparedAllTheSame() throws {
    let never = [Observation](repeating: .censored(at: 20), count: 10)
    let test = try #require(LogRankTest([Example.b, never]))
    #expect(test.observed == [9, 0] && test.degreesOfFreedom == 1 && test.pValue < 1e-3)
  }

  @Test func aStratumWithOneGroupChangesNothing() throws {
    let test = try #require(LogRankTest(strata: [[Example.a, Example.b], [Example.c, []], [[], []]]))
    let without = try #require(LogRankTest([Example.a, Example.b]))
    expect(test, without.chiSquare, 1, without.pValue)
    #expect(test.observed[0] == without.observed[0] + 5)
  }

  @Test func tooLittleDataIsNoTest() {
    let never = [Observation](repeating: .censored(at: 20), count: 5)
    #expect(LogRankTest([never, never]) == nil)
    #expect(LogRankTest([Example.a]) == nil)
    #expect(LogRankTest([Example.a, []]) == nil)
    #expect(LogRankTest([]) == nil)
    #expect(LogRankTest(strata: []) == nil)
    #expect(LogRankTest(strata: [[Example.a, []], [[], Example.b]]) == nil)
    // All runs start in the same epoch: there is no other way to draw all of them.
    #expect(LogRankTest([runs("4 4 4"), runs("4 4")]) == nil)
  }

  @Test(arguments: [LogRankTest.Weighting.logRank, .gehanBreslow])
  func pValuesAreUniformWhereGroupsDoNotDiffer(_ weighting: LogRankTest.Weighting) {
    let key = RandomKey(seed: 11)["null"]
    var below = [0.05: 0, 0.5: 0]
    let tests = 2000
    for number in 0..<tests {
      var stream = key[number].stream()
      // Strata differ in rate and groups in size; neither is a difference between groups.
      let strata = [0.02, 0.1].map { chance in
        [40, 60, 50].map { geometricRuns($0, chance: chance, limit: 30, from: &stream) }
      }
      guard let test = LogRankTest(strata: strata, weighting: weighting) else { continue }
      for level in below.keys where test.pValue < level { below[level, default: 0] += 1 }
    }
    for (level, count) in below {
      let error = (level * (1 - level) / Double(tests)).squareRoot()
      #expect(abs(Double(count) / Double(tests) - level) < 4 * error)
    }
  }

  private func expect(
    _ test: LogRankTest, _ chiSquare: Double, _ degreesOfFreedom: Int, _ pValue: Double,
    at location: SourceLocation = #_sourceLocation
  ) {
    #expect(relativeError(test.chiSquare, chiSquare) < 1e-12, sourceLocation: location)
    #expect(test.degreesOfFreedom == degreesOfFreedom, sourceLocation: location)
    #expect(relativeError(test.pValue, pValue) < 1e-11, sourceLocation: location)
  }
}
