import Foundation
import Numbers
import TestSupport
import Testing

@Suite struct SpecialFunctionsTests {
  private let euler = 0.577215664901532860606512090082402431

  @Test func digammaAtKnownPoints() {
    let known: [(Double, Double)] = [
      (1, -euler), (0.5, -euler - 2 * log(2)), (2, 1 - euler), (1.5, 2 - euler - 2 * log(2)),
      (0.25, -euler - .pi / 2 - 3 * log(2)), (10, 7129.0 / 2520 - euler),
    ]
    for (x, value) in known { #expect(abs(SpecialFunctions.digamma(x) - value) < 1e-12) }
  }

  @Test func trigammaAtKnownPoints() {
    let sixth = Double.pi * .pi / 6
    // The one at 1/4 has Catalan's constant in it.
    let known: [(Double, Double)] = [
      (1, sixth), (0.5, 3 * sixth), (2, sixth - 1), (1.5, 3 * sixth - 4), (3, sixth - 1.25),
      (0.25, .pi * .pi + 8 * 0.915965594177219015054603514932384110774),
    ]
    for (x, value) in known { #expect(relativeError(SpecialFunctions.trigamma(x), value) < 1e-12) }
  }

  @Test func recurrenceFromSmallToLargeArguments() {
    for x in [1e-3, 0.1, 0.7, 3.3, 13.2, 13.9, 14, 77.5, 2500] {
      let digamma = SpecialFunctions.digamma(x + 1) - SpecialFunctions.digamma(x)
      #expect(abs(digamma - 1 / x) < 1e-12 * max(1, 1 / x))
      let trigamma = SpecialFunctions.trigamma(x) - SpecialFunctions.trigamma(x + 1)
      #expect(abs(trigamma - 1 / (x * x)) < 1e-12 * max(1, 1 / (x * x)))
    }
  }

  @Test func trigammaIsTheSlopeOfDigamma() {
    for x in [0.5, 1.4616321449683623, 6, 40] {
      let step = 1e-4
      let slope = (SpecialFunctions.digamma(x + step) - SpecialFunctions.digamma(x - step)) / (2 * step)
      #expect(relativeError(slope, SpecialFunctions.trigamma(x)) < 1e-6)
    }
  }

  @Test func digammaVanishesWhereTheGammaFunctionIsLeast() {
    #expect(abs(SpecialFunctions.digamma(1.461632144968362341262659542325721328)) < 1e-14)
  }
}
