import Foundation
import Numbers
import Randomness
import Statistics
import TestSupport
import Testing

@Suite struct KolmogorovSmirnovTestTests {
  /// Distances by scipy.stats.ks_2samp and p-values by scipy.special.kolmogorov of SciPy 1.17.1.
  private static let known: [([Double], [Double], Double, Double)] = [
    ([1, 2, 3, 4, 5, 6], [4, 5, 6, 7, 8, 9, 10, 11], 0.625, 0.13727789278008207),
    ([0, 0, 0, 1, 2], [0, 0, 1, 1, 3, 3, 3], 0.42857142857142855, 0.6576398397424086),
    ([1, 2, 3], [1, 2, 3], 0, 1),
    ((0..<40).map { Double($0) }, (0..<60).map { Double($0) + 30.5 }, 0.85, 1.736590269555692e-15),
    ([1, 3, 5, 7, 9], [2, 4, 6, 8], 0.2, 0.9999921107429537),
  ]

  @Test(arguments: known)
  func knownDistancesAndPValues(first: [Double], second: [Double], distance: Double, pValue: Double) throws {
    let test = try #require(KolmogorovSmirnovTest(first, second))
    #expect(abs(test.distance - distance) < 1e-15)
    #expect(abs(test.pValue - pValue) < 1e-9 * pValue)
    #expect(KolmogorovSmirnovTest(second, first) == test)
  }

  @Test func alarmsAreAsRareAsTheySay() throws {
    func normal(_ count: Int, _ key: RandomKey) -> [Double] {
      var numbers = [Real](repeating: 0, count: count)
      var span = numbers.mutableSpan
      key.fillNormal(&span, deviation: 1)
      return numbers.map { Double($0) }
    }
    var alarms = 0
    for number in 0..<1000 {
      let key = RandomKey(seed: 6)[number]
      let test = try #require(
        KolmogorovSmirnovTest(normal(300, key["first"]), normal(200, key["second"])))
      if test.pValue < 0.1 { alarms += 1 }
    }
    // 100 expected, of a deviation of 9.5; the limit of large samples is a little cautious.
    #expect((60...135).contains(alarms))
  }

  /// Distance by scipy.stats.kstest, p-value by scipy.special.kolmogorov.
  @Test func aSampleAgainstAKnownLaw() throws {
    let test = try #require(KolmogorovSmirnovTest([0.72, 0.1, 0.9, 0.35, 0.4]) { $0 })
    #expect(abs(test.distance - 0.2) < 1e-15)
    #expect(abs(test.pValue - 0.9882610776435244) < 1e-9)
    #expect(KolmogorovSmirnovTest(distance: test.distance, count: 5) == test)
    #expect(KolmogorovSmirnovTest([]) { $0 } == nil)
  }

  /// All of the room counts, where only one of the two functions is a sample's.
  @Test func howNearAKnownLawIs() {
    let known = KolmogorovSmirnovTest(distance: 0.01, count: 20_000)
    #expect(abs(known.pValue(ifApartBy: 0.03) - 2 * exp(-16)) < 1e-15)
    #expect(known.pValue(ifApartBy: 0.01) == 1)
  }

  @Test func whatIsNoSampleHasNoTest() {
    #expect(KolmogorovSmirnovTest([], [1]) == nil)
    #expect(KolmogorovSmirnovTest([1], []) == nil)
    #expect(KolmogorovSmirnovTest([1, .nan], [1]) == nil)
  }
}
