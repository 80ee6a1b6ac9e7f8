import Randomness
import Statistics
import TestSupport
import Testing

@Suite struct MedianIntervalTests {
  @Test func knownIntervals() throws {
    // Gehan's controls (Freireich and others 1963): 4 to 12 weeks, the sixth time from either side of 21.
    let controls = try #require(
      KaplanMeier(runs("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23")))
    #expect(controls.medianInterval() == MedianInterval(lower: 4, upper: 12))
    #expect(try #require(KaplanMeier(runs("1 2 3 4 5"))).medianInterval() == nil, "five runs tell of no 95 %")
    let six = try #require(KaplanMeier(runs("1 2 3 4 5 6")))
    #expect(six.medianInterval() == MedianInterval(lower: 1, upper: 6))
    #expect(KaplanMeier.leastRunsForMedianInterval == 6)
  }

  @Test func whatNeverCameLeavesItOpen() throws {
    let half = try #require(KaplanMeier(runs("1 2 3 9+ 9+ 9+")))
    #expect(half.medianInterval() == MedianInterval(lower: 1, upper: nil))
    let none = try #require(KaplanMeier(runs("9+ 9+ 9+ 9+ 9+ 9+")))
    #expect(none.medianInterval() == MedianInterval(lower: nil, upper: nil))
    let unordered = try #require(KaplanMeier(runs("1 2 3+ 4 5 6 7 8")))
    #expect(unordered.medianInterval() == nil)
  }

  /// Times are whole and many are equal, as epochs are, and a fifth of the runs is censored.
  @Test(arguments: [6, 10, 30]) func itHoldsTheMedian(count: Int) throws {
    let key = RandomKey(seed: 5)["median"]
    var held = 0
    let samples = 2000
    for sample in 0..<samples {
      var stream = key[count][sample].stream()
      // Uniform on 1 … 9, of which 5 is the median; after 7 nobody looks.
      let times = (0..<count).map { _ in 1 + stream.next(below: 9) }
      let observed = times.map { $0 <= 7 ? Observation.event(at: $0) : .censored(at: 7) }
      let interval = try #require(KaplanMeier(observed)?.medianInterval())
      if (interval.lower ?? .infinity) <= 5 && 5 <= (interval.upper ?? .infinity) { held += 1 }
    }
    #expect(held >= Int(0.94 * Double(samples)), "\(held) of \(samples)")
  }
}
