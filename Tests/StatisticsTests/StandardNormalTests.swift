import Statistics
import TestSupport
import Testing

@Suite struct StandardNormalTests {
  @Test func knownProbabilities() {
    // z, P(Z ≤ z) and P(Z > z): scipy.stats.norm.cdf and sf of SciPy 1.17.1.
    let known: [(Double, Double, Double)] = [
      (-30, 4.906713927147908e-198, 1.0), (-8, 6.22096057427174e-16, 0.9999999999999993),
      (-3, 0.0013498980316300933, 0.9986501019683699), (-1.5, 0.06680720126885807, 0.9331927987311419),
      (0.3, 0.6179114221889526, 0.3820885778110474), (1, 0.8413447460685429, 0.15865525393145707),
      (2, 0.9772498680518208, 0.022750131948179195), (5, 0.9999997133484281, 2.866515718791933e-07),
      (8.5, 1.0, 9.47953482220325e-18),
    ]
    for (z, cumulative, survival) in known {
      #expect(relativeError(StandardNormal.cumulative(z), cumulative) < 1e-12)
      #expect(relativeError(StandardNormal.survival(z), survival) < 1e-12)
    }
  }

  @Test func knownQuantiles() {
    // scipy.stats.norm.ppf of SciPy 1.17.1.
    let known: [(Double, Double)] = [
      (1e-200, -30.20559417957964), (1e-20, -9.262340089798409), (1e-06, -4.753424308822899),
      (0.001, -3.090232306167813), (0.025, -1.9599639845400545), (0.2, -0.8416212335729142),
      (0.499, -0.0025066308995717666), (0.75, 0.6744897501960817), (0.975, 1.959963984540054),
      (0.9999, 3.719016485455709),
    ]
    for (probability, z) in known {
      #expect(relativeError(StandardNormal.quantile(probability), z) < 1e-13)
    }
  }

  @Test func quantilesInvertProbabilities() {
    for probability in [1e-300, 1e-9, 0.0123, 0.4999999, 0.5000001, 0.8, 1 - 1e-9] {
      let back = StandardNormal.cumulative(StandardNormal.quantile(probability))
      #expect(relativeError(back, probability) < 1e-12)
    }
  }

  @Test func endsAndMiddle() {
    #expect(StandardNormal.quantile(0) == -.infinity)
    #expect(StandardNormal.quantile(1) == .infinity)
    #expect(StandardNormal.quantile(0.5) == 0)
    #expect(StandardNormal.quantile(.leastNonzeroMagnitude) < -38)
  }
}
