import Autodiff
import Foundation
import Numbers
import TestSupport
import Testing
import Training

/// Three weights whose gradients are of the test's choosing: the loss is their inner product with numbers that are given.
@Suite struct AdamTests {
  private let weight: Value
  private let gradients: Value
  private let plan: Plan
  private let input: Value

  init() throws {
    var recording = Recording()
    input = recording.input(.batch(1), name: "input")
    weight = recording.parameter(.fixed(3, 1), name: "weight")
    gradients = recording.input(.batch(3), name: "gradients")
    let product = try recording.apply(MatMul(), to: input, weight, layer: "product")
    let loss = try recording.apply(InnerProduct(), to: product, gradients, layer: "loss")
    plan = Plan(recording, loss: loss)
  }

  /// The weights after each step.
  private func descend(_ rule: Adam, along all: [[Double]]) throws -> [[Double]] {
    var workspace = Workspace(plan, capacity: 1)
    workspace.set(input, to: [1])
    workspace.set(weight, to: [1, -2, 0.5])
    var descent = try Descent(.adam(rule), on: workspace)
    return all.map { numbers in
      workspace.set(gradients, to: numbers.map { Real($0) })
      workspace.forward()
      workspace.backward()
      descent.step(&workspace)
      return workspace.rows(of: weight).map { Double($0) }
    }
  }

  /// The paper's algorithm 1, line by line, in Double.
  @Test(arguments: [Adam(), Adam(rate: 0.05, beta1: 0.5, beta2: 0.9, epsilon: 1e-3), Adam(beta1: 0)])
  func stepsAreThoseOfThePaper(rule: Adam) throws {
    let scales: [Double] = [0.01, 0.1, 1]
    let all: [[Double]] = (1...300).map { step in
      scales.indices.map { k in scales[k] * sin(Double(step * (k + 1))) + 0.001 }
    }
    var w: [Double] = [1, -2, 0.5]
    var m: [Double] = [0, 0, 0]
    var v: [Double] = [0, 0, 0]
    for (index, weights) in try descend(rule, along: all).enumerated() {
      let step = Double(index + 1)
      for k in 0..<3 {
        let gradient = all[index][k]
        m[k] = rule.beta1 * m[k] + (1 - rule.beta1) * gradient
        v[k] = rule.beta2 * v[k] + (1 - rule.beta2) * gradient * gradient
        let mean = m[k] / (1 - pow(rule.beta1, step))
        let square = v[k] / (1 - pow(rule.beta2, step))
        w[k] -= rule.rate * mean / (square.squareRoot() + rule.epsilon)
        #expect(abs(weights[k] - w[k]) < 1e-5, "step \(step)")
      }
    }
    #expect(abs(w[0] - 1) > 10 * rule.rate)
  }

  @Test func theFirstStepIsTheRateWhateverTheGradientsSize() throws {
    let first = try descend(Adam(), along: [[1000, -0.5, 1e-3]])[0]
    for (weight, expected) in zip(first, [1 - 0.001, -2 + 0.001, 0.5 - 0.001]) {
      #expect(abs(weight - expected) < 1e-6)
    }
  }

  @Test func nothingMovesWithoutAGradient() throws {
    #expect(try descend(Adam(), along: [[0, 0, 0], [0, 0, 0]])[1] == [1, -2, 0.5])
  }
}
