import Autodiff
import Numbers
import TestSupport
import Testing

@Suite struct SquaredLengthTests {
  @Test func isTheSumOfEachExamplesSquares() throws {
    let x: [Real] = [-2, 0, 3, 1, 1, 1]
    #expect(try evaluate(SquaredLength(), [(.batch(3), x)], rows: 2) == [13, 3])
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.vectorError { try $0.apply(SquaredLength(), to: $1, layer: "it") }
    #expect(error < GradientCheck.tolerance)
  }

  @Test func shapesThatDoNotFitAreRefusedWithTheReason() {
    #expect(throws: ShapeMismatch("the input must be a batch")) {
      try SquaredLength().shape(of: [.fixed(4)])
    }
  }
}
