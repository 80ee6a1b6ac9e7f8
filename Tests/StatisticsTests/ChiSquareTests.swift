import Foundation
import Statistics
import TestSupport
import Testing

@Suite struct ChiSquareTests {
  @Test func knownValues() {
    // Degrees of freedom, x, P(X ≤ x) and P(X > x): scipy.stats.chi2.cdf and sf of SciPy 1.17.1.
    let known: [(Double, Double, Double, Double)] = [
      (1, 3.841458820694124, 0.9500000000000001, 0.04999999999999989),
      (1, 0.01, 0.07965567455405799, 0.920344325445942), (1, 50, 0.9999999999984626, 1.537459794428033e-12),
      (2, 4.605, 0.8999914903385444, 0.10000850966145562),
      (3, 7.8147279032511765, 0.95, 0.05000000000000003), (4, 1, 0.09020401043104986, 0.9097959895689501),
      (9, 30, 0.9995612782290205, 0.00043872177097947936),
      (99, 150, 0.9992795546042831, 0.0007204453957169282), (2.5, 700, 1.0, 4.74172867666485e-152),
    ]
    for (degrees, x, cumulative, survival) in known {
      let law = ChiSquare(degreesOfFreedom: degrees)
      #expect(relativeError(law.cumulative(x), cumulative) < 1e-12)
      #expect(relativeError(law.survival(x), survival) < 1e-12)
    }
  }

  @Test func withTwoDegreesOfFreedomItIsExponential() {
    #expect(relativeError(ChiSquare(degreesOfFreedom: 2).survival(37), exp(-18.5)) < 1e-13)
  }

  @Test func withOneItIsASquaredNormalNumber() {
    for z in [0.1, 1, 1.96, 6] {
      let tail = ChiSquare(degreesOfFreedom: 1).survival(z * z)
      #expect(relativeError(tail, 2 * StandardNormal.survival(z)) < 1e-12)
    }
  }

  @Test func nothingIsBelowZero() {
    #expect(ChiSquare(degreesOfFreedom: 3).survival(-1) == 1)
    #expect(ChiSquare(degreesOfFreedom: 3).cumulative(0) == 0)
  }
}
