import Autodiff
import Foundation
import Numbers
import TestSupport
import Testing

@Suite struct TanhTests {
  @Test func isTheHyperbolicTangent() throws {
    let x: [Real] = [-2, 0, 3]
    #expect(try evaluate(Tanh(), [(.batch(3), x)], rows: 1) == x.map { tanh($0) })
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.vectorError { try $0.apply(Tanh(), to: $1, layer: "it") }
    #expect(error < GradientCheck.tolerance)
  }
}
