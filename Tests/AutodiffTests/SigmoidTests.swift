import Autodiff
import Foundation
import Numbers
import TestSupport
import Testing

@Suite struct SigmoidTests {
  @Test func isTheLogisticFunction() throws {
    let x: [Real] = [-2, 0, 3]
    #expect(try evaluate(Sigmoid(), [(.batch(x.count), x)], rows: 1) == x.map { 1 / (1 + exp(-$0)) })
  }

  @Test func numbersOfAnySizeGiveNumbers() throws {
    let x: [Real] = [-1e30, -100, 100, 1e30]
    #expect(try evaluate(Sigmoid(), [(.batch(x.count), x)], rows: 1).allSatisfy { !$0.isNaN })
    for number in x {
      #expect(
        !Sigmoid().slope(from: Sigmoid().slopeSource == .input ? number : Sigmoid().value(number)).isNaN)
    }
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.vectorError { try $0.apply(Sigmoid(), to: $1, layer: "it") }
    #expect(error < GradientCheck.tolerance)
  }
}
