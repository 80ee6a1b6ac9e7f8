import Autodiff
import Foundation
import Numbers
import TestSupport
import Testing

@Suite struct GELUTests {
  @Test func isItsFormula() throws {
    let x: [Real] = [-2, 0, 3]
    #expect(
      try evaluate(GELU(), [(.batch(x.count), x)], rows: 1)
        == x.map { $0 * (erfc(-$0 * Real(0.5).squareRoot()) / 2) })
  }

  @Test func numbersOfAnySizeGiveNumbers() throws {
    let x: [Real] = [-1e30, -100, 100, 1e30]
    #expect(try evaluate(GELU(), [(.batch(x.count), x)], rows: 1).allSatisfy { !$0.isNaN })
    for number in x {
      #expect(!GELU().slope(from: GELU().slopeSource == .input ? number : GELU().value(number)).isNaN)
    }
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.vectorError { try $0.apply(GELU(), to: $1, layer: "it") }
    #expect(error < GradientCheck.tolerance)
  }
}
