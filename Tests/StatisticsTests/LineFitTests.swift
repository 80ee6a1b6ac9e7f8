import Randomness
import Statistics
import TestSupport
import Testing

@Suite struct LineFitTests {
  private let x = [0.1, 0.2, 0.2, 0.3, 0.5, 0.5, 0.5, 0.9, 1.2, 1.4]
  private let y = [3.0, 1, 3, 4, -2, 6, 6, 5, 9, 7]

  @Test func knownLine() throws {
    // statsmodels.api.OLS of statsmodels 0.15.0: params, bse and conf_int.
    let fit = try #require(LineFit(x: x, y: y))
    #expect(relativeError(fit.slope, 4.527027027027028) < 1e-13)
    #expect(relativeError(fit.intercept, 1.5743243243243223) < 1e-13)
    #expect(relativeError(fit.slopeError, 1.9350864563055474) < 1e-13)
    #expect(relativeError(fit.interceptError, 1.38733688446457) < 1e-13)
    #expect(fit.degreesOfFreedom == 8)
    let slope = fit.slopeInterval()
    #expect(relativeError(slope.lowerBound, 0.06470965680886032) < 1e-11)
    #expect(relativeError(slope.upperBound, 8.989344397245196) < 1e-12)
    let intercept = fit.interceptInterval()
    #expect(relativeError(intercept.lowerBound, -1.62488026817224) < 1e-12)
    #expect(relativeError(intercept.upperBound, 4.773528916820885) < 1e-12)
  }

  @Test func knownLineWithWeights() throws {
    // statsmodels.api.WLS of statsmodels 0.15.0.
    let weights = [1, 2, 2, 0.5, 4, 1, 3, 1, 0.25, 2]
    let fit = try #require(LineFit(x: x, y: y, weights: weights))
    #expect(relativeError(fit.slope, 4.20237911323961) < 1e-13)
    #expect(relativeError(fit.intercept, 0.7294608373242695) < 1e-12)
    #expect(relativeError(fit.slopeError, 2.75676941407514) < 1e-13)
    #expect(relativeError(fit.interceptError, 1.8205522433507333) < 1e-13)
    let slope = fit.slopeInterval(level: 0.9)
    #expect(relativeError(slope.lowerBound, -0.9239660406290184) < 1e-12)
    #expect(relativeError(slope.upperBound, 9.328724267108239) < 1e-12)
  }

  @Test func aScaleOfTheWeightsChangesNothing() throws {
    let weights = [1, 2, 2, 0.5, 4, 1, 3, 1, 0.25, 2]
    #expect(LineFit(x: x, y: y, weights: weights) == LineFit(x: x, y: y, weights: weights.map { 8 * $0 }))
  }

  @Test func pointsWithoutWeightDoNotCount() throws {
    let fit = try #require(LineFit(x: x + [50], y: y + [-1000], weights: x.map { _ in 1 } + [0]))
    #expect(fit == LineFit(x: x, y: y))
  }

  @Test func anExactLineHasNoError() throws {
    let fit = try #require(LineFit(x: [1, 2, 4, 8], y: [5, 7, 11, 19]))
    #expect(fit.slope == 2 && fit.intercept == 3 && fit.slopeError == 0)
    #expect(fit.value(at: 10) == 23 && fit.slopeInterval() == 2...2)
  }

  @Test func farFromTheOriginDigitsSurvive() throws {
    let fit = try #require(LineFit(x: x.map { $0 + 1e6 }, y: y))
    #expect(relativeError(fit.slope, 4.527027027027028) < 1e-8)
  }

  @Test func tooFewPointsHaveNoLine() {
    #expect(LineFit(x: [], y: []) == nil)
    #expect(LineFit(x: [1, 2], y: [3, 4]) == nil)
    #expect(LineFit(x: [2, 2, 2], y: [3, 4, 5]) == nil)
    #expect(LineFit(x: [1, 2, 3], y: [3, 4, 5], weights: [1, 1, 0]) == nil)
  }

  @Test func intervalsHoldTheSlopeAsOftenAsTheySay() {
    let key = RandomKey(seed: 32)["line"]
    let samples = 4000
    let weights = [1.0, 4, 9, 1, 16]
    let held = (0..<samples).count { number in
      var stream = key[number].stream()
      let y = weights.indices.map { 3 - 2 * Double($0) + normal(from: &stream) / weights[$0].squareRoot() }
      let fit = LineFit(x: [0, 1, 2, 3, 4], y: y, weights: weights)
      return fit?.slopeInterval(level: 0.8).contains(-2) ?? false
    }
    #expect(abs(Double(held) / Double(samples) - 0.8) < 4 * (0.16 / Double(samples)).squareRoot())
  }
}
