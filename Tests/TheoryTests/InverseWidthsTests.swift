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
}
