import Autodiff
import Foundation
import Numbers
import TestSupport
import Testing

@Suite struct TanhTests {
  @Test func isTheHyperbolicTangent() throws {
    // As many as a vector holds, and one more.
    let x = (-8...8).map { Real($0) / 3 }
    for (y, x) in zip(try evaluate(Tanh(), [(.batch(x.count), x)], rows: 1), x) {
      #expect(abs(y - tanh(x)) <= 3 * tanh(x).ulp)
    }
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.vectorError { try $0.apply(Tanh(), to: $1, layer: "it") }
    #expect(error < GradientCheck.tolerance)
  }
}
