import Foundation
import Testing
import Theory

@Suite struct InverseWidthsTests {
  @Test func theFourArrangementsOfFigureThreeCoincide() {
    let arrangements = [
      [30, 10, 30, 10], [30, 30, 10, 10], [10, 10, 30, 30], [15, 15, 15, 15],
    ]
    for widths in arrangements {
      #expect(abs(InverseWidths.sum(widths) - 4.0 / 15) < 1e-15)
    }
    #expect(abs(InverseWidths.sum([20, 20, 20, 20]) - 0.2) < 1e-15)
  }

  @Test func betaIsFiveTimesTheSum() {
    #expect(abs(InverseWidths.beta([20, 20, 20]) - 0.75) < 1e-15)
    #expect(InverseWidths.beta([]) == 0)
  }

  @Test func itsExponentialBoundsTheSecondMoment() {
    let widths = [12, 40, 7, 300]
    #expect(SecondMoment.ratio(widths: widths) < exp(InverseWidths.beta(widths)))
  }

  @Test func widenedLayersReachBetaWithAsFewUnitsAsTheyCan() {
    // β is 60 / n.
    #expect(
      InverseWidths.widened(Array(repeating: 10, count: 12), beta: 2) == Array(repeating: 30, count: 12))
    #expect(
      InverseWidths.widened(Array(repeating: 30, count: 50), beta: 5) == Array(repeating: 50, count: 50))
    #expect(InverseWidths.widened([7, 9], beta: 10) == [7, 9])
    let widths = [30, 10, 20, 5, 30, 10]
    let wide = InverseWidths.widened(widths, beta: 1)
    #expect(InverseWidths.beta(wide) <= 1)
    #expect(InverseWidths.beta(wide.map { $0 - 1 }) > 1)
  }
}
