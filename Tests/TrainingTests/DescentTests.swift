import Autodiff
import Forms
import Network
import Numbers
import TestSupport
import Testing
import Training

/// What an optimiser does to the steps of any rule: plain descent, two layers, gradients of the test's choosing.
@Suite struct DescentTests {
  private let first: Value
  private let second: Value
  private let input: Value
  private let gradients: Value
  private let plan: Plan

  init() throws {
    var recording = Recording()
    input = recording.input(.batch(1), name: "input")
    first = recording.parameter(.fixed(2, 1), name: "first.weight")
    second = recording.parameter(.fixed(2), name: "second.bias")
    gradients = recording.input(.batch(2), name: "gradients")
    let product = try recording.apply(MatMul(), to: input, first, layer: "first")
    let sum = try recording.apply(Bias(), to: product, second, layer: "second")
    let loss = try recording.apply(InnerProduct(), to: sum, gradients, layer: "loss")
    plan = Plan(recording, loss: loss)
  }

  /// Both layers' numbers after each step, from 0, along the same gradient.
  private func descend(_ optimizer: Optimizer, along gradient: [Real], steps: Int) throws -> [[Double]] {
    var workspace = Workspace(plan, capacity: 1)
    workspace.set(input, to: [1])
    workspace.set(gradients, to: gradient)
    var descent = try Descent(optimizer, on: workspace)
    return (0..<steps).map { _ in
      workspace.forward()
      workspace.backward()
      descent.step(&workspace)
      return [first, second].flatMap { workspace.rows(of: $0).map { Double($0) } }
    }
  }

  private func agree(_ ours: [Double], _ expected: [Double]) -> Bool {
    zip(ours, expected).allSatisfy { abs($0 - $1) < 1e-6 }
  }

  @Test func theRateGrowsInEqualParts() throws {
    let numbers = try descend(Optimizer(SGD(rate: 1), warmup: 4), along: [1, 2], steps: 6)
    let rates = [0.25, 0.75, 1.5, 2.5, 3.5, 4.5]
    for (step, rate) in rates.enumerated() {
      #expect(agree(numbers[step], [-rate, -2 * rate, -rate, -2 * rate]))
    }
  }

  /// Both layers have the gradient (3, 4), of norm 5 √2 together.
  @Test(arguments: [1.0, 100]) func longGradientsAreShortened(clip: Double) throws {
    let numbers = try descend(Optimizer(SGD(rate: 1), clip: clip), along: [3, 4], steps: 1)[0]
    let factor = min(1, clip / (5 * 2.0.squareRoot() + 1e-6))
    #expect(agree(numbers, [-3, -4, -3, -4].map { $0 * factor }))
  }

  @Test func aLayerMayHaveARateOfItsOwn() throws {
    let numbers = try descend(
      Optimizer(SGD(rate: 1), rateFactors: ["*.bias": 0.5]), along: [3, 4], steps: 1)[0]
    #expect(agree(numbers, [-3, -4, -1.5, -2]))
    let adam = try descend(Optimizer(Adam(rate: 1), rateFactors: ["first.*": 0.25]), along: [3, 4], steps: 2)
    #expect(agree(adam[0], [-0.25, -0.25, -1, -1]) && agree(adam[1], [-0.5, -0.5, -2, -2]))
  }

  @Test func aPatternMustMatchOneThing() {
    func error(_ factors: [String: Double]) -> String {
      do {
        _ = try descend(Optimizer(SGD(), rateFactors: factors), along: [1, 1], steps: 1)
        return "none"
      } catch {
        return "\(error)"
      }
    }
    #expect(
      error(["third.*": 1])
        == "rateFactors.third.*: expected a pattern of one of first.weight, second.bias, found one that matches none"
    )
    #expect(
      error(["first.*": 1, "*.weight": 2])
        == "rateFactors: expected one pattern for each parameter, found '*.weight' and 'first.*' for first.weight"
    )
  }
}
