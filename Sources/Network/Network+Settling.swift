import Autodiff
import Numbers

extension Network {
  /// The settling of a network's weights by a batch: one product after another, as its initialisation's scheme does it.
  public struct Settling: Sendable {
    private let scheme: any SettlingScheme
    /// The computation of the outputs, each product's a stage.
    private let plan: Plan
    private let steps: [Step]

    /// One product's turn.
    public struct Step: Sendable {
      /// The product's name.
      public let layer: String
      /// Its weights.
      public let weights: Value
      /// What it puts out, with its biases.
      public let output: Value
      /// Computes that from what the product before it puts out.
      public let stage: Stage
    }

    /// The settling of a network of a recording; nil where its initialisation does not ask for any.
    public init?(_ network: Network, in recording: Recording) {
      guard let scheme = network.initialization.scheme as? any SettlingScheme else { return nil }
      let outputs = network.productOutputs
      let weights = network.parameters.filter { !$0.isBias }
      self.scheme = scheme
      plan = Plan(recording, keeping: outputs, fusing: false)
      steps = zip(plan.stages(endingWith: outputs), zip(outputs, weights)).map { stage, product in
        Step(layer: product.1.product.name, weights: product.1.value, output: product.0, stage: stage)
      }
    }

    /// How many bytes it takes for a batch.
    public func bytes(examples: Int) -> Double { plan.bytes(capacity: examples) }

    /// Settles a network's weights by a batch, which `fill` puts before it.
    ///
    /// - Returns: By what the weights of each product were multiplied.
    public func settle(
      _ workspace: inout Workspace, examples: Int, fill: (inout Workspace) -> Void
    ) -> [LayerScaling] {
      // States that a pass in training changes are left behind with this memory.
      var trial = Workspace(plan, capacity: examples)
      for array in plan.parameters + plan.states { trial.take(array.value, from: workspace) }
      fill(&trial)
      let scalings = steps.map { step in
        trial.forward(step.stage)
        return scheme.settle(step, in: &trial)
      }
      for array in plan.parameters { workspace.take(array.value, from: trial) }
      return scalings
    }
  }
}
