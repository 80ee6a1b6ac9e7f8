import Randomness
import Statistics
import Testing

@Suite struct BestMeansTestTests {
  /// Numbers under conditions of these means and deviations.
  private func samples(
    _ means: [Double], deviation: Double = 1, runs: Int = 10, _ key: RandomKey
  ) -> [[Double]] {
    means.enumerated().map { place, mean in
      var stream = key[place].stream()
      return (0..<runs).map { _ in mean + deviation * normal(from: &stream) }
    }
  }

  @Test func eachIsSeenWhereItDoesBest() throws {
    let key = RandomKey(seed: 1)
    let (first, second) = (samples([0, 9, 2], key["a"]), samples([1, 0, 5], key["b"]))
    let best = try #require(BestMeansTest(first, second, .eachAtItsBest))
    #expect(best.best == [1, 2] && abs(best.difference - 4) < 1.5)
    #expect(best.largerPValue < 1e-5 && best.smallerPValue > 0.99)
    let average = try #require(BestMeansTest(first, second, .onAverage))
    #expect(abs(average.difference - 5.0 / 3) < 1 && average.largerPValue < 1e-3)
    #expect(BestMeansTest([[1]], [[1, 2]], .eachAtItsBest) == nil)
  }

  /// The luck by which one of six conditions comes out best counts for neither way, also where another suits
  /// each best and one scatters more.
  @Test(arguments: BestMeansTest.Means.allCases)
  func itsLevelHolds(_ means: BestMeansTest.Means) throws {
    var (larger, smaller) = (0, 0)
    for number in 0..<1000 {
      let key = RandomKey(seed: 2)[number]
      let test = try #require(
        BestMeansTest(
          samples([0.0, 0.5, 1, 1, 0.5, 0], runs: 5, key["a"]),
          samples([1, 0.9, 0.6, 0.3, 0.2, 0], deviation: 0.3, runs: 8, key["b"]), means))
      if test.largerPValue < 0.05 { larger += 1 }
      if test.smallerPValue < 0.05 { smaller += 1 }
    }
    // 50 expected at most, of a deviation of 7.
    #expect(larger < 78 && smaller < 78)
  }
}
