import Randomness
import Statistics
import TestSupport
import Testing

@Suite struct MeanSlopeTestTests {
  /// Two samples at places 0 and 1 make Welch's test: scipy.stats.ttest_ind(b, a, equal_var=False, alternative="greater")
  /// of SciPy 1.17.1.
  @Test func twoPlacesAreWelchsTest() throws {
    let (a, b) = ([1.1, 0.7, 1.3, 0.9], [1.6, 1.2, 2.1, 1.4, 1.9])
    let test = try #require(MeanSlopeTest(strata: [[(0, a), (1, b)]]))
    #expect(relativeError(test.slope, 0.64) < 1e-12)
    #expect(relativeError(test.pValue(largerThan: 0), 0.009033268982711918) < 1e-9)
    #expect(relativeError(test.pValue(largerThan: 0) + test.pValue(smallerThan: 0), 1) < 1e-9)
  }

  /// Samples of different spreads and sizes along a line, in two strata.
  @Test func itsLevelHolds() throws {
    var (larger, smaller) = (0, 0)
    for number in 0..<2000 {
      var stream = RandomKey(seed: 8)[number].stream()
      let strata = [0.0, 5].map { level in
        (0..<4).map { place in
          let (x, spread) = (Double(place), Double(place + 1))
          let sample = (0..<(8 - place)).map { _ in level + 0.5 * x + spread * (stream.nextUnit() - 0.5) }
          return (x: x, sample: sample)
        }
      }
      let test = try #require(MeanSlopeTest(strata: strata))
      if test.pValue(largerThan: 0.5) < 0.05 { larger += 1 }
      if test.pValue(smallerThan: 0.5) < 0.05 { smaller += 1 }
    }
    // 100 expected, of a deviation of 10.
    #expect((60...140).contains(larger) && (60...140).contains(smaller))
  }

  @Test func whatTellsOfNoErrorHasNoTest() {
    #expect(MeanSlopeTest(strata: [[(0, [1, 2])]]) == nil)
    #expect(MeanSlopeTest(strata: [[(0, [1, 2]), (1, [1])]]) == nil)
    #expect(MeanSlopeTest(strata: [[(0, [1, 1]), (1, [2, 2])]]) == nil)
    #expect(MeanSlopeTest(strata: [[(0, [1, .infinity]), (1, [2, 3])]]) == nil)
    #expect(MeanSlopeTest(strata: []) == nil)
  }
}
