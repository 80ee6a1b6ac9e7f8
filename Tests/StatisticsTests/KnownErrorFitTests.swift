import Statistics
import TestSupport
import Testing

@Suite struct KnownErrorFitTests {
  /// numpy.polyfit(x, y, 1, w=1/errors, cov="unscaled") of NumPy 2.4.6: the slope and the root of its
  /// variance.
  @Test func slopeAndErrorAreThoseOfWeightedLeastSquares() throws {
    let fit = try #require(
      KnownErrorFit(x: [0, 1, 2, 4], y: [1.1, 2.9, 5.2, 8.7], errors: [0.1, 0.2, 0.1, 0.4]))
    #expect(relativeError(fit.slope, NumPy.slope) < 1e-12)
    #expect(relativeError(fit.slopeError, NumPy.slopeError) < 1e-12)
  }

  @Test func pointsOfOnePlaceMakeNoLine() {
    #expect(KnownErrorFit(x: [1, 1], y: [1, 2], errors: [1, 1]) == nil)
    #expect(KnownErrorFit(x: [], y: [], errors: []) == nil)
    #expect(KnownErrorFit(x: [1, 2], y: [1, 2], errors: [0, 1]) == nil)
  }

  private enum NumPy {
    static let slope = 2.009018567639258
    static let slopeError = 0.0626556417489345
  }
}
