import Statistics
import TestSupport
import Testing

@Suite struct FisherFTests {
  /// scipy.stats.f.sf of SciPy 1.17.1.
  @Test(arguments: [
    (2.5, 5.0, 20.0, 0.06492704610094516), (3, 64, 199_000, 1.0440246558052767e-14),
    (0.5, 2, 3, 0.649519052838329),
  ])
  func survival(_ x: Double, _ numerator: Double, _ denominator: Double, _ expected: Double) {
    let law = FisherF(numerator: numerator, denominator: denominator)
    #expect(relativeError(law.survival(x), expected) < 1e-9)
    #expect(law.survival(0) == 1)
  }
}
