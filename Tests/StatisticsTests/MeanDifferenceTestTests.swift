import Foundation
import Randomness
import Statistics
import Testing

@Suite struct MeanDifferenceTestTests {
  private func sample(_ count: Int, mean: Double, deviation: Double = 1, _ key: RandomKey) -> [Double] {
    var stream = key.stream()
    return (0..<count).map { _ in mean + deviation * normal(from: &stream) }
  }

  @Test func aLargerMeanIsLargerAndNotSmaller() throws {
    let key = RandomKey(seed: 1)
    let (first, second) = (sample(10, mean: 3, key["a"]), sample(10, mean: 0, key["b"]))
    let test = try #require(MeanDifferenceTest(first, second))
    #expect(test.largerPValue < 1e-3 && test.smallerPValue > 0.99)
    #expect(abs(test.difference - 3) < 1.5 && test.standardError > 0.2 && test.standardError < 0.8)
    // It is not larger by more than it is.
    let beyond = try #require(MeanDifferenceTest(first, second, beyond: 6))
    #expect(beyond.smallerPValue < 1e-3 && beyond.difference == test.difference)
  }

  /// Three numbers on each side are dealt out in 20 ways, so that no p-value is below a twentieth.
  @Test func fewNumbersProveLittle() throws {
    let test = try #require(MeanDifferenceTest([10, 11, 12], [0, 1, 2]))
    #expect(test.largerPValue > 0.04 && test.largerPValue < 0.06)
    #expect(MeanDifferenceTest([1], [2, 3]) == nil)
    #expect(try #require(MeanDifferenceTest([1, 1], [1, 1])).largerPValue == 1)
  }

  /// Also where one sample has a tenth of the other's spread and is smaller.
  @Test(arguments: [(8, 8, 1.0), (10, 20, 0.1), (30, 10, 0.1)])
  func itsLevelHolds(_ first: Int, _ second: Int, _ deviation: Double) throws {
    var (larger, smaller) = (0, 0)
    for number in 0..<1000 {
      let key = RandomKey(seed: 2)[number]
      let test = try #require(
        MeanDifferenceTest(
          sample(first, mean: 1, deviation: deviation, key["a"]), sample(second, mean: 1, key["b"]), from: key
        ))
      if test.largerPValue < 0.05 { larger += 1 }
      if test.smallerPValue < 0.05 { smaller += 1 }
    }
    // 50 expected, of a deviation of 7.
    #expect((22...85).contains(larger) && (22...85).contains(smaller))
  }

  /// Strata that lie far apart, in each of which both samples are of one law.
  @Test(arguments: [3, 12]) func withinStrataItsLevelHolds(_ runs: Int) throws {
    var (larger, smaller) = (0, 0)
    for number in 0..<1000 {
      var stream = RandomKey(seed: 6)[number].stream()
      func sample(_ count: Int, about mean: Double) -> [Double] {
        (0..<count).map { _ in mean - log(1 - stream.nextUnit()) }
      }
      let strata = [0.0, 50].map { (first: sample(runs, about: $0), second: sample(2 * runs, about: $0)) }
      let test = try #require(MeanDifferenceTest(strata: strata, from: RandomKey(seed: 7)[number]))
      if test.largerPValue < 0.05 { larger += 1 }
      if test.smallerPValue < 0.05 { smaller += 1 }
    }
    #expect(larger <= 78 && smaller <= 78)
    // Of few numbers Student's law, the larger of both p-values, is careful.
    #expect(runs < 10 || (larger >= 15 && smaller >= 15))
  }
}
