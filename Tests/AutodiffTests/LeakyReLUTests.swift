import Autodiff
import Numbers
import TestSupport
import Testing

@Suite struct LeakyReLUTests {
  @Test func negativeNumbersAreScaled() throws {
    #expect(try evaluate(LeakyReLU(slope: 0.5), [(.batch(3), [-2, 0, 3])], rows: 1) == [-1, 0, 3])
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.vectorError { try $0.apply(LeakyReLU(slope: 0.3), to: $1, layer: "it") }
    #expect(error < GradientCheck.tolerance)
  }
}
