import Autodiff
import Numbers
import TestSupport
import Testing

@Suite struct FlattenTests {
  @Test func keepsEveryRowTogether() throws {
    for (rows, extents) in [(2, [3, 4, 4]), (19, [1, 5, 7]), (33, [2, 4, 4])] {
      let shape = Shape(isBatched: true, extents: extents)
      let x = (0..<rows * shape.size).map { Real($0) }
      let fast = try OperationProbe(Flatten(), [(shape, x)], rows: rows, cotangent: x.reversed())
      #expect(fast.output == x)
      #expect(fast.gradients[0] == x.reversed())
    }
  }

  @Test func oneExampleAloneIsCopied() throws {
    let x: [Real] = [-2, 0, 3]
    #expect(try evaluate(Flatten(), [(.batch(3, 1), x)], rows: 1) == x)
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.vectorError { try $0.apply(Flatten(), to: $1, layer: "it") }
    #expect(error < GradientCheck.tolerance)
  }

  @Test func shapesThatDoNotFitAreRefusedWithTheReason() {
    #expect(throws: ShapeMismatch("the input must be a batch")) { try Flatten().shape(of: [.fixed(4)]) }
  }
}
