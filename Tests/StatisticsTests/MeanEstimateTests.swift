import Randomness
import Statistics
import TestSupport
import Testing

@Suite struct MeanEstimateTests {
  @Test func knownValues() throws {
    // numpy.mean and numpy.std(ddof=1) of NumPy 2.4.6, scipy.stats.t.interval of SciPy 1.17.1.
    let estimate = try #require(MeanEstimate([3, 1, 3, 4, -2, 6, 6, 5, 9, 7]))
    #expect(relativeError(estimate.mean, 4.2) < 1e-14)
    #expect(relativeError(try #require(estimate.deviation), 3.155242550986462) < 1e-14)
    let ordinary = try #require(estimate.interval())
    #expect(relativeError(ordinary.lowerBound, 1.9428754511393374) < 1e-12)
    #expect(relativeError(ordinary.upperBound, 6.457124548860663) < 1e-12)
    let wide = try #require(estimate.interval(level: 0.99))
    #expect(relativeError(wide.lowerBound, 0.9573943573336878) < 1e-12)
    #expect(relativeError(wide.upperBound, 7.4426056426663125) < 1e-12)
  }

  @Test func smallSamples() throws {
    #expect(MeanEstimate([]) == nil)
    let one = try #require(MeanEstimate([7]))
    #expect(one.mean == 7 && one.deviation == nil && one.standardError == nil && one.interval() == nil)
    let equal = try #require(MeanEstimate([3, 3, 3]))
    #expect(equal.standardError == 0 && equal.interval() == 3...3)
  }

  @Test func intervalsHoldTheMeanAsOftenAsTheySay() {
    let key = RandomKey(seed: 31)["mean"]
    let samples = 4000
    let held = (0..<samples).count { number in
      var stream = key[number].stream()
      let sample = (0..<4).map { _ in 5 + 2 * normal(from: &stream) }
      return MeanEstimate(sample)?.interval(level: 0.9)?.contains(5) ?? false
    }
    #expect(abs(Double(held) / Double(samples) - 0.9) < 4 * (0.09 / Double(samples)).squareRoot())
  }
}
