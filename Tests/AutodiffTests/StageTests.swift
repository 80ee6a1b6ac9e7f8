import Autodiff
import Numbers
import Testing

/// A plan replayed in parts computes what it computes in one go, and may be changed between them.
@Suite struct StageTests {
  private struct Chain {
    let plan: Plan
    let input, labels, hidden: Value
  }

  /// Two layers, the first of which is fused with its biases and its rectifier.
  private func chain() throws -> Chain {
    var recording = Recording()
    let input = recording.input(.batch(3), name: "input")
    let labels = recording.input(.batch(), name: "labels")
    let weights = recording.parameter(.fixed(4, 3), name: "weights")
    let biases = recording.parameter(.fixed(4), name: "biases")
    var stream = try recording.apply(MatMul(), to: input, weights, layer: "hidden")
    stream = try recording.apply(Bias(), to: stream, biases, layer: "hidden")
    let hidden = try recording.apply(ReLU(), to: stream, layer: "hidden")
    let last = recording.parameter(.fixed(2, 4), name: "last")
    stream = try recording.apply(MatMul(), to: hidden, last, layer: "output")
    let loss = try recording.apply(SoftmaxCrossEntropy(), to: stream, labels, layer: "loss")
    return Chain(
      plan: Plan(recording, loss: loss, keeping: [hidden]), input: input, labels: labels, hidden: hidden)
  }

  private func workspace(_ chain: Chain) -> Workspace {
    var workspace = Workspace(chain.plan, capacity: 5)
    workspace.fill(chain.input, with: (0..<15).map { Real($0 * 7 % 11) - 5 }.span)
    workspace.fill(chain.labels, with: [0, 1, 1, 0, 1].span)
    for (number, parameter) in chain.plan.parameters.enumerated() {
      let values = (0..<parameter.shape.size).map { Real(($0 + number) * 5 % 13) / 8 - 0.75 }
      workspace.fill(parameter.value, with: values.span)
    }
    return workspace
  }

  private func gradients(_ chain: Chain, _ workspace: borrowing Workspace) -> [[Real]] {
    chain.plan.parameters.map { parameter in
      workspace.readGradient(of: parameter.value) { span in span.indices.map { span[$0] } }
    }
  }

  @Test func inStagesItIsTheSame() throws {
    let chain = try chain()
    let stages = chain.plan.stages(endingWith: [chain.hidden])
    #expect(stages.count == 2)
    var whole = workspace(chain)
    var parts = workspace(chain)
    whole.forward()
    whole.backward()
    for stage in stages { parts.forward(stage) }
    for stage in stages.reversed() { parts.backward(stage) }
    #expect(parts.rows(of: chain.hidden) == whole.rows(of: chain.hidden))
    #expect(gradients(chain, parts) == gradients(chain, whole))
  }

  @Test func numbersAndGradientsCanBeScaledBetween() throws {
    let chain = try chain()
    let stages = chain.plan.stages(endingWith: [chain.hidden])
    var plain = workspace(chain)
    var scaled = workspace(chain)
    plain.forward()
    plain.backward()
    scaled.forward(stages[0])
    let square = scaled.meanSquare(of: chain.hidden)
    scaled.scale(chain.hidden, exponent: 9)
    #expect(scaled.meanSquare(of: chain.hidden) == square * 0x1p18)
    #expect(scaled.rows(of: chain.hidden) == plain.rows(of: chain.hidden).map { $0 * 512 })
    // There and back over more than one power of two has room for.
    scaled.scale(chain.hidden, exponent: -109)
    scaled.scale(chain.hidden, exponent: 100)
    scaled.forward(stages[1])
    scaled.backward(stages[1])
    let gradient = scaled.gradientMeanSquare(of: chain.hidden)
    scaled.scaleGradient(of: chain.hidden, exponent: -3)
    #expect(scaled.gradientMeanSquare(of: chain.hidden) == gradient / 64)
    scaled.backward(stages[0])
    let (ours, theirs) = (gradients(chain, scaled), gradients(chain, plain))
    #expect(ours[0] == theirs[0].map { $0 / 8 } && ours[1] == theirs[1].map { $0 / 8 })
    #expect(ours[2] == theirs[2])
  }
}
