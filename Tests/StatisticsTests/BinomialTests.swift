import Statistics
import TestSupport
import Testing

@Suite struct BinomialTests {
  @Test func tailsAreSumsOfTheirChances() {
    let law = Binomial(trials: 10, chance: 0.5)
    #expect(relativeError(law.atLeast(10), 1.0 / 1024) < 1e-12)
    #expect(relativeError(law.atLeast(9), 11.0 / 1024) < 1e-12)
    #expect(relativeError(law.atMost(1), 11.0 / 1024) < 1e-12)
    #expect(law.atLeast(0) == 1 && law.atMost(10) == 1 && law.atLeast(11) == 0 && law.atMost(-1) == 0)
  }

  /// scipy.stats.binom.sf(29, 2000, 0.01) and cdf(8, 2000, 0.01) of SciPy 1.17.1.
  @Test func rareEventsKeepTheirDigits() {
    let law = Binomial(trials: 2000, chance: 0.01)
    #expect(relativeError(law.atLeast(30), SciPy.atLeast30) < 1e-9)
    #expect(relativeError(law.atMost(8), SciPy.atMost8) < 1e-9)
  }

  private enum SciPy {
    static let atLeast30 = 0.02125617140406531
    static let atMost8 = 0.0020096063746859443
  }
}
