import Randomness
import Statistics
import TestSupport
import Testing

@Suite struct RankCorrelationTests {
  private let x = [0.1, 0.2, 0.2, 0.3, 0.5, 0.5, 0.5, 0.9, 1.2, 1.4]
  private let y = [3.0, 1, 3, 4, -2, 6, 6, 5, 9, 7]

  @Test func knownValues() throws {
    // scipy.stats.rankdata, spearmanr and kendalltau of SciPy 1.17.1.
    #expect(RankCorrelation.ranks(x) == [1, 2.5, 2.5, 4, 6, 6, 6, 8, 9, 10])
    #expect(relativeError(try #require(RankCorrelation.spearman(x, y)), 0.7275855630327902) < 1e-13)
    #expect(relativeError(try #require(RankCorrelation.kendall(x, y)), 0.5715906098754491) < 1e-13)
  }

  @Test func perfectOrder() {
    let cubes = x.map { $0 * $0 * $0 - 5 }
    #expect(RankCorrelation.spearman(x, cubes) == 1)
    #expect(RankCorrelation.kendall(x, cubes) == 1)
    #expect(RankCorrelation.spearman(x, cubes.map(-)) == -1)
    #expect(RankCorrelation.kendall(x, cubes.map(-)) == -1)
  }

  @Test func exchangingTheTwoChangesNothing() {
    #expect(RankCorrelation.spearman(x, y) == RankCorrelation.spearman(y, x))
    #expect(RankCorrelation.kendall(x, y) == RankCorrelation.kendall(y, x))
  }

  @Test func theFastCountAgreesWithAllPairs() throws {
    for size in [2, 3, 17, 120] {
      var stream = RandomKey(seed: 41)["pairs"][size].stream()
      let a = (0..<size).map { Double($0 == 0 ? -1 : stream.next(below: 12)) }
      let b = (0..<size).map { Double($0 == 0 ? -1 : stream.next(below: 9)) }
      var (sum, differInA, differInB) = (0.0, 0.0, 0.0)
      for i in 0..<size {
        for j in 0..<i {
          let (signA, signB) = (sign(a[i] - a[j]), sign(b[i] - b[j]))
          sum += signA * signB
          differInA += signA * signA
          differInB += signB * signB
        }
      }
      let tau = try #require(RankCorrelation.kendall(a, b))
      #expect(abs(tau - sum / (differInA * differInB).squareRoot()) < 1e-13)
    }
  }

  @Test func equalValuesHaveNoCorrelation() {
    #expect(RankCorrelation.spearman([1, 1, 1], [1, 2, 3]) == nil)
    #expect(RankCorrelation.kendall([1, 2, 3], [4, 4, 4]) == nil)
    #expect(RankCorrelation.spearman([], []) == nil)
    #expect(RankCorrelation.kendall([1], [1]) == nil)
  }

  private func sign(_ value: Double) -> Double { value > 0 ? 1 : value < 0 ? -1 : 0 }
}
