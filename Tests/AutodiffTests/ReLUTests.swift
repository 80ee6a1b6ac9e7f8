import Autodiff
import Numbers
import TestSupport
import Testing

@Suite struct ReLUTests {
  @Test func negativeNumbersBecomeZero() throws {
    #expect(try evaluate(ReLU(), [(.batch(3), [-2, 0, 3])], rows: 1) == [0, 0, 3])
  }

  @Test func whatIsNoNumberStaysNone() throws {
    #expect(try evaluate(ReLU(), [(.batch(1), [.nan])], rows: 1)[0].isNaN)
  }

  @Test func itsSlopeAtZeroIsZero() throws {
    let probe = try OperationProbe(ReLU(), [(.batch(3), [-2, 0, 3])], rows: 1, cotangent: [5, 7, 11])
    #expect(probe.gradients[0] == [0, 0, 11])
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.vectorError { try $0.apply(ReLU(), to: $1, layer: "it") }
    #expect(error < GradientCheck.tolerance)
  }

  @Test func shapesThatDoNotFitAreRefusedWithTheReason() {
    #expect(throws: ShapeMismatch("it takes one input")) {
      try ReLU().shape(of: [.batch(4), .batch(4)])
    }
  }
}
