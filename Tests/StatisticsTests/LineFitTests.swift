import Statistics
import Testing

@Suite struct LineFitTests {
  private let points: [(x: Double, y: Double)] = [(1, 2.1), (2, 3.9), (3, 6.2), (4, 7.8), (6, 12.3)]

  /// SciPy 1.17, linregress(x, y): slope, intercept, stderr; the interval by t.ppf.
  @Test func itIsSciPys() throws {
    let fit = try #require(LineFit(points))
    #expect(abs(fit.slope - 2.0364864864864862) < 1e-12)
    #expect(abs(fit.intercept - -0.05675675675675684) < 1e-12)
    #expect(abs(fit.slopeError - 0.05856722042659909) < 1e-12)
    let interval = fit.slopeInterval()
    #expect(
      abs(interval.lowerBound - 1.8500994522291194) < 1e-9
        && abs(interval.upperBound - 2.222873520743853) < 1e-9)
  }

  @Test func bothTailsAreWhole() throws {
    let fit = try #require(LineFit(points))
    for bound in [1.9, 2.05, 3] {
      #expect(abs(fit.pValue(largerThan: bound) + fit.pValue(smallerThan: bound) - 1) < 1e-12)
      #expect(abs(fit.pValue(scatterBelow: bound) + fit.pValue(scatterAbove: bound) - 1) < 1e-12)
    }
    #expect(fit.pValue(largerThan: 1) < 1e-3 && fit.pValue(smallerThan: 1) > 0.99)
    #expect(fit.pValue(scatterBelow: 2) < 0.01 && fit.pValue(scatterAbove: 0.02) < 0.01)
  }

  @Test func pointsOnALineTellItsSlope() throws {
    let fit = try #require(LineFit([(0, 1), (1, 3), (2, 5)]))
    #expect(fit.slope == 2 && fit.intercept == 1 && fit.scatter == 0 && fit.height(at: 4) == 9)
    #expect(fit.pValue(largerThan: 1) == 0 && fit.pValue(smallerThan: 1) == 1)
  }

  @Test func twoPointsOrOnePlaceMakeNone() {
    #expect(LineFit([(0, 1), (1, 2)]) == nil)
    #expect(LineFit([(1, 1), (1, 2), (1, 3)]) == nil)
    #expect(LineFit([(0, 1), (1, .nan), (2, 3)]) == nil)
  }
}
