import Autodiff
import Numbers

extension Network {
  /// The scaling of weights that hangs on data: layer after layer, until what each product puts out for a batch has variance 1.
  ///
  /// Source: Mishkin & Matas 2016, *All You Need Is a Good Init*, algorithm 1, with its tolerance and its most trials.
  public struct Settling: Sendable {
    /// The computation of the outputs, each product's a stage.
    let plan: Plan
    private let stages: [Stage]
    private let outputs: [Value]
    private let weights: [Value]
    private let input: Value

    /// How far from 1 a variance may be.
    private static let tolerance = 0.1
    /// How often a layer is scaled at most.
    private static let trials = 10

    /// The settling of a network of a recording; nil where its initialisation does not ask for any.
    public init?(_ network: Network, in recording: Recording) {
      guard network.initialization.scheme == .unitVariance else { return nil }
      outputs = network.productOutputs
      weights = network.parameters.filter { !$0.isBias }.map(\.value)
      input = network.input
      plan = Plan(recording, keeping: outputs, fusing: false)
      stages = plan.stages(endingWith: outputs)
    }

    /// How many bytes it takes for a batch.
    public func bytes(examples: Int) -> Double { plan.bytes(capacity: examples) }

    /// Scales a network's weights by a batch, which `fill` puts before it.
    public func settle(
      _ workspace: inout Workspace, examples: Int, fill: (inout Workspace) -> Void
    ) {
      // States that a pass in training changes are left behind with this memory.
      var trial = Workspace(plan, capacity: examples)
      for parameter in plan.parameters {
        workspace.read(parameter.value) { numbers in
          trial.write(parameter.value) { Self.copy(numbers, to: &$0) }
        }
      }
      for state in plan.states {
        workspace.read(state.value) { numbers in trial.write(state.value) { Self.copy(numbers, to: &$0) } }
      }
      fill(&trial)
      for (stage, (output, weight)) in zip(stages, zip(outputs, weights)) {
        trial.forward(stage)
        for _ in 0..<Self.trials {
          let variance = Self.variance(trial.rows(of: output))
          // A layer of zeros cannot be scaled, nor one that has no finite outputs.
          guard variance > 0, variance.isFinite, abs(variance - 1) > Self.tolerance else { break }
          let factor = Real(1 / variance.squareRoot())
          trial.write(weight) { for i in $0.indices { $0[i] *= factor } }
          trial.forward(stage)
        }
        trial.read(weight) { numbers in workspace.write(weight) { Self.copy(numbers, to: &$0) } }
      }
    }

    private static func copy(_ numbers: Span<Real>, to others: inout MutableSpan<Real>) {
      for i in numbers.indices { others[i] = numbers[i] }
    }

    private static func variance(_ numbers: [Real]) -> Double {
      let count = Double(numbers.count)
      let mean = numbers.reduce(0.0) { $0 + Double($1) } / count
      return numbers.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
    }
  }
}
