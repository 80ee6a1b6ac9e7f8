import Foundation
import Numbers
import TestSupport
import Testing

@Suite struct IncompleteGammaTests {
  @Test func knownValues() {
    // a, x, P and Q: scipy.special.gammainc and gammaincc of SciPy 1.17.1.
    let known: [(Double, Double, Double, Double)] = [
      (0.5, 0.2, 0.47291074313446196, 0.5270892568655381),
      (0.5, 3, 0.9856941215645704, 0.014305878435429641), (0.5, 40, 1.0, 3.744097384202887e-19),
      (1, 1, 0.6321205588285577, 0.36787944117144245), (2.5, 2, 0.4505840486472198, 0.5494159513527802),
      (2.5, 9, 0.9970535954121197, 0.0029464045878802923),
      (10, 3, 0.0011024881301154815, 0.9988975118698845),
      (10, 25, 0.9997785233617512, 0.0002214766382487835),
      (100, 80, 0.0171083130351331, 0.9828916869648668),
      (100, 140, 0.9998389428252874, 0.00016105717471255715),
      (1000, 1000, 0.5042052441802155, 0.4957947558197845),
      (0.05, 1.0, 0.9884763470514598, 0.011523652948539891),
    ]
    for (a, x, lower, upper) in known {
      #expect(relativeError(IncompleteGamma.lower(a, x), lower) < 1e-12)
      #expect(relativeError(IncompleteGamma.upper(a, x), upper) < 1e-12)
    }
  }

  @Test func ofOneItIsTheExponentialLaw() {
    for x in [1e-8, 0.3, 1.9, 2.1, 50, 600] {
      #expect(relativeError(IncompleteGamma.upper(1, x), exp(-x)) < 1e-12)
      #expect(relativeError(IncompleteGamma.lower(1, x), -expm1(-x)) < 1e-12)
    }
  }

  @Test func theTwoSumToOne() {
    for a in [0.01, 0.5, 3, 40, 5000] {
      for share in [0.1, 0.9, 1, 1.1, 4] {
        let sum = IncompleteGamma.lower(a, a * share) + IncompleteGamma.upper(a, a * share)
        #expect(abs(sum - 1) < 1e-12)
      }
    }
  }

  @Test func ends() {
    #expect(IncompleteGamma.lower(2, 0) == 0 && IncompleteGamma.upper(2, 0) == 1)
    #expect(IncompleteGamma.lower(2, .infinity) == 1 && IncompleteGamma.upper(2, .infinity) == 0)
  }
}
