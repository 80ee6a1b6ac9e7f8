import Autodiff
import Foundation
import Numbers
import TestSupport
import Testing

@Suite struct SELUTests {
  /// Of mean 0 and variance 1 it makes the same again, by its two constants.
  @Test func itKeepsMeanAndVarianceOfANormalNumber() {
    let count = 20_001
    var (mass, mean, square) = (0.0, 0.0, 0.0)
    for i in 0..<count {
      let x = -10 + 20 * Double(i) / Double(count - 1)
      let (y, weight) = (Double(SELU().value(Real(x))), exp(-x * x / 2))
      mass += weight
      mean += weight * y
      square += weight * y * y
    }
    #expect(abs(mean / mass) < 1e-4)
    #expect(abs(square / mass - 1) < 1e-4)
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.vectorError { try $0.apply(SELU(), to: $1, layer: "it") }
    #expect(error < GradientCheck.tolerance)
  }
}
