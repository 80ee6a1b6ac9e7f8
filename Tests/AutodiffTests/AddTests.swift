import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

@Suite struct AddTests {
  @Test func numbersAreAddedOneByOne() throws {
    #expect(
      try evaluate(Add(), [(.batch(3), [-2, 0, 3]), (.batch(3), [1, 1, 1])], rows: 1) == [-1, 1, 4])
  }

  @Test func theGradientOfAValueAddedToItself() throws {
    let error = try GradientCheck.vectorError { try $0.apply(Add(), to: $1, $1, layer: "double") }
    #expect(error < GradientCheck.tolerance)
  }

  @Test func theGradientOfBranches() throws {
    let error = try GradientCheck.vectorError { recording, x in
      let left = try recording.apply(Tanh(), to: x, layer: "left")
      let weights = recording.parameter(.fixed(4, 4), name: "weights")
      let right = try recording.apply(MatMul(), to: x, weights, layer: "right")
      let rectified = try recording.apply(ReLU(), to: right, layer: "right")
      let scaled = try recording.apply(Scale(by: 0.5), to: rectified, layer: "right")
      return try recording.apply(Add(), to: scaled, left, layer: "join")
    }
    #expect(error < GradientCheck.tolerance)
  }

  /// A plan makes one operation of a sum and the scale before it.
  @Test(arguments: [1, 16, 37]) func aScaledSumIsThatOfItsParts(rows: Int) throws {
    let key = RandomKey(seed: 13)
    let (a, b) = (
      OperationProbe.normalNumbers(rows * 7, key["a"]), OperationProbe.normalNumbers(rows * 7, key["b"])
    )
    let dy = OperationProbe.normalNumbers(rows * 7, key["dy"])
    for uses in 1...2 {
      let probes = try [true, false].map { fusing in
        try OperationProbe(
          [(.batch(7), a), (.batch(7), b)], rows: rows, cotangent: dy, uses: uses, fusing: fusing
        ) { recording, values in
          let scaled = try recording.apply(Scale(by: 0.3), to: values[0], layer: "it")
          return try recording.apply(Add(), to: scaled, values[1], layer: "it")
        }
      }
      #expect(probes[0].output == zip(a, b).map { 0.3 * $0 + $1 })
      #expect(probes[0].output == probes[1].output)
      #expect(probes[0].gradients == probes[1].gradients)
    }
  }

  @Test func shapesThatDoNotFitAreRefusedWithTheReason() {
    #expect(throws: ShapeMismatch("both must be the same")) {
      try Add().shape(of: [.batch(4), .batch(5)])
    }
  }
}
