import Autodiff
import Foundation
import Numbers
import TestSupport
import Testing

@Suite struct IdentityTests {
  @Test func isItsInput() throws {
    #expect(try evaluate(Identity(), [(.batch(3), [-2, 0, 3])], rows: 1) == [-2, 0, 3])
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.vectorError { try $0.apply(Identity(), to: $1, layer: "it") }
    #expect(error < GradientCheck.tolerance)
  }
}
