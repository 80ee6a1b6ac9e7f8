import Randomness
import Statistics
import TestSupport
import Testing

@Suite struct OneSidedLogRankTestTests {
  @Test func itsSquareIsTheTwoSidedTest() throws {
    // χ² by lifelines.statistics.logrank_test of lifelines 0.30.3; half its p-value, because B is the
    // sooner, which few runs do not quite have.
    let test = try #require(OneSidedLogRankTest(Example.b, soonerThan: Example.a))
    #expect(relativeError(test.z * test.z, 2.6491703988323296) < 1e-12)
    #expect(relativeError(test.pValue, 0.10360395173580475 / 2) < 0.1)
    #expect(test.z > 0 && test.observed == [9, 7])
  }

  @Test func exchangedGroupsGiveTheOtherTail() throws {
    let test = try #require(OneSidedLogRankTest(Example.b, soonerThan: Example.a))
    let other = try #require(OneSidedLogRankTest(Example.a, soonerThan: Example.b))
    #expect(abs(test.z + other.z) < 1e-12)
    #expect(
      relativeError(test.pValue, other.laterPValue) < 0.3 && test.pValue < 0.1 && test.laterPValue > 0.9)
  }

  @Test(arguments: [LogRankTest.Weighting.logRank, .gehanBreslow])
  func strataAgreeWithTheTwoSidedTest(_ weighting: LogRankTest.Weighting) throws {
    let strata = Example.strata.map { Array($0[..<2]) }
    let test = try #require(OneSidedLogRankTest(strata: strata, weighting: weighting))
    let twoSided = try #require(LogRankTest(strata: strata, weighting: weighting))
    #expect(relativeError(test.z * test.z, twoSided.chiSquare) < 1e-12)
    #expect(test.observed == twoSided.observed && test.expected == twoSided.expected)
  }

  @Test func tooLittleDataIsNoTest() {
    #expect(OneSidedLogRankTest(Example.a, soonerThan: []) == nil)
    #expect(OneSidedLogRankTest(runs("20+ 20+"), soonerThan: runs("20+")) == nil)
    #expect(OneSidedLogRankTest(strata: []) == nil)
  }

  @Test func itsLevelHoldsWhereGroupsDoNotDiffer() {
    let key = RandomKey(seed: 12)["null"]
    let tests = 2000
    var rejected = 0
    for number in 0..<tests {
      var stream = key[number].stream()
      let first = geometricRuns(50, chance: 0.05, limit: 30, from: &stream)
      let second = geometricRuns(50, chance: 0.05, limit: 30, from: &stream)
      if let test = OneSidedLogRankTest(first, soonerThan: second), test.pValue < 0.05 { rejected += 1 }
    }
    #expect(abs(Double(rejected) / Double(tests) - 0.05) < 4 * (0.05 * 0.95 / Double(tests)).squareRoot())
  }

  @Test func aRealDifferenceIsFound() throws {
    var stream = RandomKey(seed: 13).stream()
    let fast = geometricRuns(60, chance: 0.2, limit: 30, from: &stream)
    let slow = geometricRuns(60, chance: 0.05, limit: 30, from: &stream)
    let test = try #require(OneSidedLogRankTest(fast, soonerThan: slow))
    // None of 9,999 permutations is as extreme.
    #expect(test.pValue == 1e-4 && test.laterPValue > 0.999)
    #expect(try #require(OneSidedLogRankTest(slow, soonerThan: fast)).laterPValue == 1e-4)
    // Of so many runs the p-value is the normal one.
    let many = try #require(
      OneSidedLogRankTest(Array(repeating: fast, count: 10).flatMap(\.self), soonerThan: slow + slow + slow))
    #expect(600 + 180 < OneSidedLogRankTest.largeSample && many.pValue == 1e-4)
  }
}
