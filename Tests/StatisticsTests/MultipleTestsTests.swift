import Statistics
import TestSupport
import Testing

@Suite struct MultipleTestsTests {
  private let pValues = [0.01, 0.04, 0.03, 0.005, 0.5, 0.03]

  @Test func knownAdjustments() {
    // statsmodels.stats.multitest.multipletests of statsmodels 0.15.0.
    let holm = [0.05, 0.12, 0.12, 0.03, 0.5, 0.12]
    let bonferroni = [0.06, 0.24, 0.18, 0.03, 1.0, 0.18]
    for (value, known) in zip(MultipleTests.holm(pValues), holm) {
      #expect(relativeError(value, known) < 1e-14)
    }
    for (value, known) in zip(MultipleTests.bonferroni(pValues), bonferroni) {
      #expect(relativeError(value, known) < 1e-14)
    }
  }

  @Test func holmIsBetweenThePValueAndBonferroni() {
    for (index, value) in MultipleTests.holm(pValues).enumerated() {
      #expect(value >= pValues[index] && value <= MultipleTests.bonferroni(pValues)[index])
    }
  }

  @Test func fewTests() {
    #expect(MultipleTests.holm([]) == [] && MultipleTests.bonferroni([]) == [])
    #expect(MultipleTests.holm([0.2]) == [0.2])
    #expect(MultipleTests.holm([1, 0.9, 0]) == [1, 1, 0])
  }
}
