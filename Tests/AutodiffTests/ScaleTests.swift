import Autodiff
import Numbers
import TestSupport
import Testing

@Suite struct ScaleTests {
  @Test func everyNumberIsMultiplied() throws {
    #expect(try evaluate(Scale(by: -2), [(.batch(3), [-2, 0, 3])], rows: 1) == [4, 0, -6])
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.vectorError { try $0.apply(Scale(by: -1.7), to: $1, layer: "it") }
    #expect(error < GradientCheck.tolerance)
  }
}
