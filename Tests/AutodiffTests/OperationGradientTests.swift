import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

/// Every operation between two products, so that its input has a gradient too and its output a cotangent of no special
/// form.
@Suite struct OperationGradientTests {
  private static let batch = 6

  private func error(
    _ build: (inout Recording, Value) throws -> Value
  ) throws -> Double {
    var recording = Recording()
    let input = recording.input(.batch(5), name: "input")
    let first = recording.parameter(.fixed(4, 5), name: "first")
    let stream = try recording.apply(MatMul(), to: input, first, layer: "first")
    let inner = try build(&recording, stream)
    let flat = try recording.apply(Flatten(), to: inner, layer: "flat")
    let last = recording.parameter(.fixed(3, recording.shape(of: flat).size), name: "last")
    let logits = try recording.apply(MatMul(), to: flat, last, layer: "last")
    let labels = recording.input(.batch(), name: "labels")
    let loss = try recording.apply(SoftmaxCrossEntropy(), to: logits, labels, layer: "loss")
    var workspace = Workspace(Plan(recording, loss: loss), capacity: Self.batch)
    let key = RandomKey(seed: 11)
    GradientCheck.fill(&workspace, inputs: [input], key: key)
    workspace.set(labels, to: (0..<Self.batch).map { Real($0 % 3) })
    return GradientCheck.error(&workspace, loss: loss, key: key)
  }

  private func check(_ build: (inout Recording, Value) throws -> Value) throws {
    let error = try error(build)
    #expect(error < GradientCheck.tolerance)
  }

  @Test func matMulAndCrossEntropy() throws {
    try check { _, x in x }
  }

  @Test func bias() throws {
    try check { recording, x in
      let biases = recording.parameter(.fixed(4), name: "biases")
      return try recording.apply(Bias(), to: x, biases, layer: "bias")
    }
  }

  @Test func relu() throws {
    try check { try $0.apply(ReLU(), to: $1, layer: "relu") }
  }

  @Test func leakyReLU() throws {
    try check { try $0.apply(LeakyReLU(slope: 0.3), to: $1, layer: "leaky") }
  }

  @Test func hyperbolicTangent() throws {
    try check { try $0.apply(Tanh(), to: $1, layer: "tanh") }
  }

  @Test func scale() throws {
    try check { try $0.apply(Scale(by: -1.7), to: $1, layer: "scale") }
  }

  @Test func flatten() throws {
    try check { try $0.apply(Flatten(), to: $1, layer: "flatten") }
  }

  @Test func squaredLength() throws {
    try check { try $0.apply(SquaredLength(), to: $1, layer: "length") }
  }

  @Test func addOfAValueToItself() throws {
    try check { try $0.apply(Add(), to: $1, $1, layer: "double") }
  }

  @Test func addOfBranches() throws {
    try check { recording, x in
      let left = try recording.apply(Tanh(), to: x, layer: "left")
      let weights = recording.parameter(.fixed(4, 4), name: "weights")
      let right = try recording.apply(MatMul(), to: x, weights, layer: "right")
      let rectified = try recording.apply(ReLU(), to: right, layer: "right")
      let scaled = try recording.apply(Scale(by: 0.5), to: rectified, layer: "right")
      return try recording.apply(Add(), to: scaled, left, layer: "join")
    }
  }

  @Test func aChainThatOverwritesItsInputs() throws {
    try check { recording, x in
      let biases = recording.parameter(.fixed(4), name: "biases")
      var stream = try recording.apply(Bias(), to: x, biases, layer: "chain")
      stream = try recording.apply(Scale(by: 2), to: stream, layer: "chain")
      stream = try recording.apply(Bias(), to: stream, biases, layer: "chain")
      return try recording.apply(Tanh(), to: stream, layer: "chain")
    }
  }

  #if DoublePrecision
    /// The check would notice a slope that is one part in a thousand off.
    @Test func aSlopeThatIsSlightlyWrongIsCaught() throws {
      let error = try error { try $0.apply(CrookedTanh(), to: $1, layer: "crooked") }
      #expect(error > 100 * GradientCheck.tolerance)
    }

    private struct CrookedTanh: Operation {
      var backwardReads: BackwardReads { .output }

      func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape { inputs[0] }

      func forward(_ at: Site) { Tanh().forward(at) }

      func backward(_ at: Site) {
        let (y, dy) = (at.output, at.outputGradient)
        at.gradient(0)?.contribute { 1.001 * dy[$0] * (1 - y[$0] * y[$0]) }
      }
    }
  #endif
}
