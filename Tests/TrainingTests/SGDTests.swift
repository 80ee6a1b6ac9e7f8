import Autodiff
import TestSupport
import Testing
import Training

/// Descent on ½ Σ (2 w)² = 2 w², whose gradient is 4 w, against the recursion written out.
@Suite struct SGDTests {
  @Test(arguments: [
    SGD(rate: 0.1), SGD(rate: 0.05, weightDecay: 0.3), SGD(rate: 0.02, momentum: 0.9, weightDecay: 0.1),
    SGD(rate: 0.02, momentum: 0.8, weightDecay: 0.1, nesterov: true),
  ])
  func aQuadraticFollowsItsRecursion(rule: SGD) throws {
    var recording = Recording()
    let input = recording.input(.batch(1), name: "input")
    let weight = recording.parameter(.fixed(1, 1), name: "weight")
    let product = try recording.apply(MatMul(), to: input, weight, layer: "product")
    let square = try recording.apply(SquaredLength(), to: product, layer: "square")
    let half = try recording.apply(Scale(by: 0.5), to: square, layer: "half")
    let loss = try recording.apply(Total(), to: half, layer: "loss")
    var workspace = Workspace(Plan(recording, loss: loss), capacity: 1)
    workspace.set(input, to: [2])
    workspace.set(weight, to: [1])
    var descent = try Descent(.sgd(rule), on: workspace)
    var (w, v) = (1.0, 0.0)
    for _ in 0..<10 {
      workspace.forward()
      workspace.backward()
      descent.step(&workspace)
      let gradient = 4 * w + rule.weightDecay * w
      v = rule.momentum * v + gradient
      w -= rule.rate * (rule.nesterov == true ? gradient + rule.momentum * v : v)
      #expect(abs(Double(workspace.rows(of: weight)[0]) - w) < 1e-6)
    }
  }

  /// The sum over the batch, as a single number.
  private struct Total: Operation {
    var backwardReads: BackwardReads { [] }

    func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape { .fixed() }

    func forward(_ at: Site) { at.output[0] = at[0].reduce(0, +) }

    func backward(_ at: Site) {
      let dy = at.outputGradient[0]
      at.gradient(0)?.contribute { _ in dy }
    }
  }
}
