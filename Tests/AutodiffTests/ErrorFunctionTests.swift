import Autodiff
import Foundation
import Numbers
import TestSupport
import Testing

@Suite struct ErrorFunctionTests {
  @Test func isTheErrorFunction() throws {
    let x: [Real] = [-2, 0, 3]
    #expect(try evaluate(ErrorFunction(), [(.batch(x.count), x)], rows: 1) == x.map { erf($0) })
  }

  @Test func numbersOfAnySizeGiveNumbers() throws {
    let x: [Real] = [-1e30, -100, 100, 1e30]
    #expect(try evaluate(ErrorFunction(), [(.batch(x.count), x)], rows: 1).allSatisfy { !$0.isNaN })
    for number in x {
      #expect(
        !ErrorFunction().slope(
          from: ErrorFunction().slopeSource == .input ? number : ErrorFunction().value(number)
        ).isNaN)
    }
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.vectorError { try $0.apply(ErrorFunction(), to: $1, layer: "it") }
    #expect(error < GradientCheck.tolerance)
  }
}
