import Autodiff
import Foundation
import Numbers
import TestSupport
import Testing

@Suite struct ELUTests {
  @Test func isItsFormula() throws {
    let x: [Real] = [-2, 0, 3]
    for alpha: Real in [1, 0.5] {
      #expect(try evaluate(ELU(alpha: alpha), [(.batch(3), x)], rows: 1) == [alpha * expm1(-2), 0, 3])
    }
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.vectorError { try $0.apply(ELU(), to: $1, layer: "it") }
    #expect(error < GradientCheck.tolerance)
  }
}
