import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

@Suite struct BatchNormTests {
  /// Normalisation between two products, so that operations on both sides are computed in parts.
  private func normalized(rows: Int, partSize: Int) throws -> OperationProbe {
    let key = RandomKey(seed: 5)
    func weights(_ name: String, _ count: Int) -> [Real] { OperationProbe.normalNumbers(count, key[name]) }
    return try OperationProbe(
      [(.batch(3, 4, 4), weights("x", rows * 48))], rows: rows, cotangent: weights("dy", rows * 6),
      arrays: [
        "first": weights("first", 4 * 27), "gains": weights("gains", 4), "biases": weights("biases", 4),
        "second": weights("second", 6 * 64),
      ], partSize: partSize
    ) { recording, values in
      let first = recording.parameter(.fixed(4, 3, 3, 3), name: "first")
      let second = recording.parameter(.fixed(6, 64), name: "second")
      let images = try recording.apply(Convolution(), to: values[0], first, layer: "first")
      let normal = try Self.record(&recording, images, features: 4)
      let vectors = try recording.apply(Flatten(), to: normal, layer: "flat")
      return try recording.apply(MatMul(), to: vectors, second, layer: "second")
    }
  }

  private static func record(
    _ recording: inout Recording, _ input: Value, features: Int
  ) throws -> Value {
    let shape = Shape.fixed(features)
    return try recording.apply(
      BatchNorm(), to: input, recording.parameter(shape, name: "gains"),
      recording.parameter(shape, name: "biases"), recording.state(shape, name: "mean"),
      recording.state(shape, name: "variance"), recording.memo(.fixed(2, features)), layer: "norm")
  }

  /// The parts' order of sums is another, and nothing else: a few units in the last place of the largest number.
  @Test(arguments: [16, 48, 100]) func howABatchIsDividedDoesNotMatter(partSize: Int) throws {
    let (whole, parts) = (
      try normalized(rows: 100, partSize: 112), try normalized(rows: 100, partSize: partSize)
    )
    // What is made of an example is made in the same order.
    #expect(parts.output == whole.output)
    #expect(parts.states == whole.states)
    let both = [(parts.gradients[0], whole.gradients[0])] + whole.learnt.map { (parts.learnt[$0] ?? [], $1) }
    for (part, whole) in both {
      let largest = whole.map(abs).max() ?? 0
      #expect(largest > 0 && part.count == whole.count)
      #expect(zip(part, whole).allSatisfy { abs($0 - $1) <= 16 * Real.ulpOfOne * largest })
    }
  }

  @Test func aPlanKnowsThatItReadsTheWholeBatch() throws {
    var recording = Recording()
    let input = recording.input(.batch(3), name: "input")
    let output = try Self.record(&recording, input, features: 3)
    #expect(Plan(recording, keeping: [output]).readsWholeBatch)
    var other = Recording()
    let rectified = try other.apply(ReLU(), to: other.input(.batch(3), name: "input"), layer: "relu")
    #expect(!Plan(other, keeping: [rectified]).readsWholeBatch)
  }

  /// One feature of mean 2 and variance 1.25: its values, and what is kept for tests.
  @Test func runningAveragesFollowTheBatch() throws {
    let probe = try OperationProbe(
      [(.batch(1), [1, 2, 1, 4])], rows: 4, cotangent: [0, 0, 0, 0],
      arrays: ["gains": [1], "biases": [0], "mean": [1], "variance": [1]]
    ) { recording, values in try Self.record(&recording, values[0], features: 1) }
    #expect(abs((probe.states["mean"]?[0] ?? 0) - 1.1) < 1e-6)
    // Over one value fewer the variance is 2.
    #expect(abs((probe.states["variance"]?[0] ?? 0) - 1.1) < 1e-6)
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let vectors = try GradientCheck.vectorError { try Self.record(&$0, $1, features: 4) }
    #expect(vectors < GradientCheck.tolerance)
    let images = try GradientCheck.imageError(height: 5, width: 4) { try Self.record(&$0, $1, features: 3) }
    #expect(images < GradientCheck.tolerance)
  }

  @Test func anErrorSaysWhatItTakes() {
    #expect(throws: ShapeMismatch("3 features take as many gains, biases, means and variances")) {
      try BatchNorm().shape(of: [.batch(3)] + Array(repeating: .fixed(2), count: 4) + [.fixed(2, 3)])
    }
  }
}
