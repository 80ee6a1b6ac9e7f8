import Randomness
import Statistics
import Testing

@Suite struct BestMeansTestTests {
  /// Numbers under conditions of these means.
  private func samples(_ means: [Double], runs: Int = 10, _ key: RandomKey) -> [[Double]] {
    means.enumerated().map { place, mean in
      var stream = key[place].stream()
      return (0..<runs).map { _ in mean + normal(from: &stream) }
    }
  }

  @Test func eachIsSeenWhereItDoesBest() throws {
    let key = RandomKey(seed: 1)
    let (first, second) = (samples([0, 9, 2], key["a"]), samples([1, 0, 5], key["b"]))
    let best = try #require(BestMeansTest(first, second, .eachAtItsBest))
    #expect(best.conditions == [1, 2] && abs(best.difference - 4) < 1.5)
    #expect(best.largerPValue < 1e-3 && best.smallerPValue > 0.99)
    let same = try #require(BestMeansTest(first, second, .atSecondsBest))
    #expect(same.conditions == [2, 2] && abs(same.difference + 3) < 1.5)
    #expect(same.smallerPValue < 1e-3)
    #expect(BestMeansTest([[]], [[1]], .eachAtItsBest) == nil)
  }

  /// The luck by which one of six conditions comes out best counts for neither way.
  @Test(arguments: BestMeansTest.Comparison.allCases)
  func itsLevelHolds(_ comparison: BestMeansTest.Comparison) throws {
    var (larger, smaller) = (0, 0)
    let means = [0.0, 0.5, 1, 1, 0.5, 0]
    for number in 0..<1000 {
      let key = RandomKey(seed: 2)[number]
      let test = try #require(
        BestMeansTest(
          samples(means, runs: 5, key["a"]), samples(means, runs: 8, key["b"]), comparison, from: key))
      if test.largerPValue < 0.05 { larger += 1 }
      if test.smallerPValue < 0.05 { smaller += 1 }
    }
    // 50 expected, of a deviation of 7.
    #expect((22...78).contains(larger) && (22...78).contains(smaller))
  }
}
