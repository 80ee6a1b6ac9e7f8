import Foundation
import Numbers
import TestSupport
import Testing

@Suite struct IncompleteBetaTests {
  @Test func knownValues() {
    // x, a, b and I: scipy.special.betainc of SciPy 1.17.1.
    let known: [(Double, Double, Double, Double)] = [
      (0.5, 0.5, 0.5, 0.5000000000000001), (0.1, 0.5, 2.5, 0.5104102554355723),
      (0.9, 0.5, 2.5, 0.9988855624584926), (0.3, 2, 3, 0.34829999999999994),
      (0.999, 5, 0.5, 0.9222819921009667), (0.01, 5, 0.5, 2.4712578086395438e-11),
      (0.97, 100, 3, 0.40633618022259166), (0.2, 12, 30, 0.10215801833712859),
      (0.5, 1000, 1010, 0.588269827543728),
    ]
    for (x, a, b, value) in known {
      #expect(relativeError(IncompleteBeta.regularized(x, a, b), value) < 1e-11)
    }
  }

  @Test func ofOneItIsAPower() {
    for x in [1e-9, 0.2, 0.5, 0.93] {
      for a in [0.5, 3, 12, 700] {
        #expect(relativeError(IncompleteBeta.regularized(x, a, 1), pow(x, a)) < 1e-11)
      }
    }
  }

  @Test func mirrorImagesSumToOne() {
    for x in [0.01, 0.4, 0.75] {
      for (a, b) in [(0.5, 0.5), (3, 0.2), (20, 7), (300, 400)] {
        let sum = IncompleteBeta.regularized(x, a, b) + IncompleteBeta.regularized(1 - x, b, a)
        #expect(abs(sum - 1) < 1e-13)
      }
    }
  }

  @Test func ends() {
    #expect(IncompleteBeta.regularized(0, 2, 3) == 0)
    #expect(IncompleteBeta.regularized(1, 2, 3) == 1)
  }
}
