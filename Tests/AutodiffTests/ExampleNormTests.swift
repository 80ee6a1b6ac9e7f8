import Autodiff
import Numbers
import TestSupport
import Testing

/// Values beside PyTorch's are in `LayerGoldenTests`.
@Suite struct ExampleNormTests {
  private static func record(
    _ recording: inout Recording, _ input: Value, groups: Int, isCentred: Bool, gains: Shape
  ) throws -> Value {
    let operation = ExampleNorm(groups: groups, isCentred: isCentred)
    let learnt = recording.parameter(gains, name: "gains")
    let memo = recording.memo(.batch(2 * groups))
    guard isCentred else { return try recording.apply(operation, to: input, learnt, memo, layer: "norm") }
    return try recording.apply(
      operation, to: input, learnt, recording.parameter(gains, name: "biases"), memo, layer: "norm")
  }

  @Test(arguments: [1, 2], [true, false])
  func itsGradientOfVectorsIsThatOfItsValue(groups: Int, isCentred: Bool) throws {
    let error = try GradientCheck.vectorError { recording, x in
      let weights = recording.parameter(.fixed(12, 4), name: "weights")
      let wide = try recording.apply(MatMul(), to: x, weights, layer: "wide")
      return try Self.record(&recording, wide, groups: groups, isCentred: isCentred, gains: .fixed(12))
    }
    #expect(error < GradientCheck.tolerance)
  }

  @Test(arguments: [Shape.fixed(3), .fixed(3, 5, 4)], [true, false])
  func itsGradientOfImagesIsThatOfItsValue(gains: Shape, isCentred: Bool) throws {
    let error = try GradientCheck.imageError(height: 5, width: 4) {
      try Self.record(&$0, $1, groups: 1, isCentred: isCentred, gains: gains)
    }
    #expect(error < GradientCheck.tolerance)
    let groups = try GradientCheck.imageError(height: 5, width: 4) {
      try Self.record(&$0, $1, groups: 3, isCentred: isCentred, gains: .fixed(3))
    }
    #expect(groups < GradientCheck.tolerance)
  }

  /// A vector alone does not lie in a panel.
  @Test func oneVectorIsNormalisedLikeMany() throws {
    let x: [Real] = [1, -3, 2, 8]
    let inputs: [(shape: Shape, numbers: [Real])] = [
      (.batch(4), x), (.fixed(4), [1, 2, 3, 4]), (.fixed(4), [0, 1, 0, -1]),
    ]
    func normalized(_ copies: Int) throws -> [Real] {
      var inputs = inputs
      inputs[0].numbers = Array(repeating: x, count: copies).flatMap(\.self)
      return try evaluate(inputs, rows: copies) { recording, values in
        let memo = recording.memo(.batch(2))
        return try recording.apply(ExampleNorm(), to: values + [memo], layer: "norm")
      }
    }
    let (one, many) = (try normalized(1), try normalized(20))
    for row in 0..<20 {
      for i in 0..<4 { #expect(abs(many[4 * row + i] - one[i]) <= 4 * Real.ulpOfOne * abs(one[i])) }
    }
  }

  @Test func groupsMustBeEqual() {
    #expect(throws: ShapeMismatch("5 features do not make 2 equal groups")) {
      try ExampleNorm(groups: 2).shape(of: [.batch(5), .fixed(5), .fixed(5), .batch(4)])
    }
  }
}
