import Foundation
import Lab
import Numbers
import Testing

/// A histogram counts every length that has a logarithm, in its bin, in whatever order they come.
@Suite struct LogHistogramTests {
  private func histogram(_ logarithms: [Double]) -> LogHistogram {
    logarithms.reduce(into: LogHistogram()) { $0.add(exp($1)) }
  }

  @Test func countsInBins() {
    let histogram = histogram([0.1, -0.1, 0.3, 0.2, -1.1])
    #expect(histogram.first == -5)
    #expect(histogram.counts == [1, 0, 0, 0, 1, 2, 1])
  }

  @Test func zeroAndInfinityAreLeftOut() {
    var histogram = LogHistogram()
    histogram.add(0)
    histogram.add(.infinity)
    #expect(histogram.counts.isEmpty)
  }

  @Test func lengthsOfAnySizeAreCounted() {
    var histogram = LogHistogram()
    histogram.add(ScaledNumber(1, exponent: -4000))
    // ln 2^-4000 = -2772.59, in quarters.
    #expect(histogram.first == -11091 && histogram.counts == [1])
  }

  @Test func poolingIsCountingTogether() {
    var pooled = histogram([0.1, 2])
    pooled.add(histogram([-3, 0.1]))
    #expect(pooled == histogram([-3, 0.1, 0.1, 2]))
  }
}
