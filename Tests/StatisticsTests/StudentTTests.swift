import Foundation
import Statistics
import TestSupport
import Testing

@Suite struct StudentTTests {
  @Test func knownProbabilities() {
    // ν, t, P(T ≤ t) and P(T > t): scipy.stats.t.cdf and sf of SciPy 1.17.1.
    let known: [(Double, Double, Double, Double)] = [
      (1, 1, 0.75, 0.25000000000000006), (1, -3, 0.10241638234956672, 0.8975836176504333),
      (2, 4.5, 0.976999046002862, 0.02300095399713801), (3.5, 0.1, 0.5370977901565539, 0.46290220984344604),
      (4, 2.7764451051977987, 0.9750000000000001, 0.024999999999999883),
      (10, -6, 6.605443017739279e-05, 0.9999339455698226),
      (30, 2, 0.9726874775185085, 0.027312522481491547),
      (30, 12, 0.999999999999721, 2.7900927075996303e-13),
      (200, 1.9, 0.9705641138358929, 0.0294358861641071),
      (1000000.0, 2.5, 0.9937902552489184, 0.006209744751081627),
      (5, 1e-05, 0.5000037960668982, 0.49999620393310185),
    ]
    for (degrees, t, cumulative, survival) in known {
      let law = StudentT(degreesOfFreedom: degrees)
      #expect(relativeError(law.cumulative(t), cumulative) < 1e-12)
      #expect(relativeError(law.survival(t), survival) < (degrees < 1e4 ? 1e-12 : 1e-10))
    }
  }

  @Test func knownQuantiles() {
    // ν, probability and t: scipy.stats.t.ppf of SciPy 1.17.1.
    let known: [(Double, Double, Double)] = [
      (1, 0.9, 3.0776835371752544), (1, 1e-08, -31830988.61837906), (2, 0.975, 4.302652729749462),
      (3, 0.6, 0.2766706623326898), (4, 0.025, -2.7764451051977943), (4.5, 0.0005, -7.580740499372558),
      (9, 0.995, 3.249835541592126), (29, 0.95, 1.6991270265334972), (120, 0.975, 1.9799304050824402),
      (100000.0, 0.975, 1.9599877075346095),
    ]
    for (degrees, probability, t) in known {
      #expect(relativeError(StudentT(degreesOfFreedom: degrees).quantile(probability), t) < 1e-11)
    }
  }

  @Test func oneAndTwoDegreesHaveClosedForms() {
    for t in [-1e8, -2.5, -1e-3, 0, 0.4, 3] {
      let cauchy = t < -1 ? atan(-1 / t) / .pi : 0.5 + atan(t) / .pi
      #expect(relativeError(StudentT(degreesOfFreedom: 1).cumulative(t), cauchy) < 1e-12)
    }
    for probability in [0.01, 0.3, 0.6, 0.99] {
      let t = (2 * probability - 1) / (2 * probability * (1 - probability)).squareRoot()
      #expect(relativeError(StudentT(degreesOfFreedom: 2).quantile(probability), t) < 1e-12)
    }
  }

  @Test func quantilesInvertProbabilities() {
    for degrees in [0.3, 1, 2.5, 7, 1e3, 1e6] {
      for probability in [1e-30, 1e-4, 0.2, 0.499999, 0.7, 0.9999] {
        let law = StudentT(degreesOfFreedom: degrees)
        #expect(relativeError(law.cumulative(law.quantile(probability)), probability) < 1e-11)
      }
    }
  }

  @Test func manyDegreesOfFreedomApproachTheNormalLaw() {
    // The next term of the quantile's expansion in 1/ν is (z³ + z) / 4ν.
    let z = StandardNormal.quantile(0.975)
    let expected = z + (z * z * z + z) / 4e6
    #expect(relativeError(StudentT(degreesOfFreedom: 1e6).quantile(0.975), expected) < 1e-10)
  }

  @Test func halfWidthsOfIntervals() {
    let law = StudentT(degreesOfFreedom: 9)
    #expect(law.halfWidth(level: 0.99) == law.quantile(0.995))
    #expect(law.quantile(0.5) == 0 && law.quantile(0) == -.infinity && law.survival(.infinity) == 0)
  }
}
