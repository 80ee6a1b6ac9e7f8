import Autodiff
import Foundation
import Numbers
import TestSupport
import Testing

@Suite struct SoftplusTests {
  @Test func isItsFormula() throws {
    let x: [Real] = [-2, 0, 3]
    #expect(
      try evaluate(Softplus(), [(.batch(x.count), x)], rows: 1) == x.map { max($0, 0) + log1p(exp(-abs($0))) }
    )
  }

  @Test func numbersOfAnySizeGiveNumbers() throws {
    let x: [Real] = [-1e30, -100, 100, 1e30]
    #expect(try evaluate(Softplus(), [(.batch(x.count), x)], rows: 1).allSatisfy { !$0.isNaN })
    for number in x {
      #expect(
        !Softplus().slope(from: Softplus().slopeSource == .input ? number : Softplus().value(number)).isNaN)
    }
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.vectorError { try $0.apply(Softplus(), to: $1, layer: "it") }
    #expect(error < GradientCheck.tolerance)
  }
}
