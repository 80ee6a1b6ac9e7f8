import Autodiff
import Foundation
import Numbers
import TestSupport
import Testing

@Suite struct GELUTanhTests {
  @Test func isNearlyGELU() {
    for x: Real in [-3, -1, 0, 0.5, 2] { #expect(abs(GELUTanh().value(x) - GELU().value(x)) < 1e-3) }
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.vectorError { try $0.apply(GELUTanh(), to: $1, layer: "it") }
    #expect(error < GradientCheck.tolerance)
  }
}
