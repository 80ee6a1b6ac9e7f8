import Autodiff
import Network
import Numbers
import TestSupport
import Testing
import Training

/// Weights that are scaled until a batch's outputs have variance 1.
@Suite struct SettlingTests {
  private static let deep = FullyConnected(.constant, depth: 12, widths: [20])

  /// The mean squares of hidden layers for the first batch of a run at rate 0.
  private func lengths(_ network: some NetworkFamily) throws -> [Double] {
    let witness = Lengths()
    var trainer = try Trainer.onBlobs(.lsuv, network, rule: .sgd(SGD(rate: 0)), probes: [witness])
    _ = try trainer.runEpoch()
    return witness.lengths
  }

  /// Rectified, an output of variance 1 and mean about 0 keeps about half of its mean square.
  private final class Lengths: Probe {
    var lengths: [Double] = []

    func observe(step: Int, loss: Double, of classifier: Classifier, in workspace: borrowing Workspace) {
      guard step == 1 else { return }
      lengths = classifier.network.activations.map { workspace.meanSquare(of: $0) }
    }
  }

  @Test func lengthsNeitherGrowNorShrink() throws {
    let lengths = try lengths(Self.deep)
    #expect(lengths.count == 12)
    #expect(lengths.allSatisfy { (0.15...1.5).contains($0) }, "\(lengths)")
  }

  @Test func itIsTheSameRunByRun() throws {
    func weights() throws -> [Tensor] { try Trainer.onBlobs(.lsuv, Self.deep).weights() }
    #expect(try weights() == weights())
    #expect(try weights() != Trainer.onBlobs(.orthogonal, Self.deep).weights())
  }

  /// What is told of the scaling is what happened to the orthonormal weights.
  @Test func theFactorsAreTold() throws {
    let trainer = try Trainer.onBlobs(.lsuv, Self.deep)
    let told = trainer.settled
    let settled = try #require(told)
    #expect(settled.map(\.layer) == (1...12).map { "hidden\($0)" } + ["output"])
    #expect(settled.contains { $0.trials > 0 })
    #expect(settled.allSatisfy { ($0.factor == 1) == ($0.trials == 0) })
    let unscaled = try Trainer.onBlobs(.orthogonal, Self.deep)
    let nothing = unscaled.settled
    #expect(nothing == nil)
    func numbers(_ tensors: [Tensor], _ layer: String) throws -> [Double] {
      let tensor = try #require(tensors.first { $0.name == "\(layer).weight" })
      var numbers = [Double](repeating: 0, count: tensor.count)
      var span = numbers.mutableSpan
      tensor.copy(to: &span)
      return numbers
    }
    for scaling in settled {
      let (before, after) = try (
        numbers(unscaled.weights(), scaling.layer), numbers(trainer.weights(), scaling.layer)
      )
      #expect(zip(before, after).allSatisfy { relativeError($0 * scaling.factor, $1) < 1e-6 })
    }
  }

  /// Another scheme that hangs on data: each product's outputs end within ±1.
  private struct Bounded: SettlingScheme {
    var name: String { "bounded" }

    func settle(_ step: Network.Settling.Step, in workspace: inout Workspace) -> LayerScaling {
      var scaling = LayerScaling(layer: step.layer)
      let factor = 1 / (workspace.rows(of: step.output).map(abs).max() ?? 1)
      workspace.write(step.weights) { for i in $0.indices { $0[i] *= factor } }
      workspace.forward(step.stage)
      scaling.multiply(by: Double(factor))
      return scaling
    }
  }

  @Test func aSchemeOfOnesOwnIsRunLikewise() throws {
    let data = Blobs.dataset
    let layers = try Self.deep.layers(input: data.shape.extents, classes: data.classes)
    let witness = Largest()
    var trainer = try Trainer(
      Classifier(
        layers, beginning: Initialization(weights: Initializer(gain: 2), scheme: Bounded()),
        shape: data.shape, observed: true),
      on: data, by: .sgd(SGD(rate: 0)), batchSize: data.train.count, key: .init(seed: 3), probes: [witness])
    let settled = trainer.settled
    #expect(settled?.count == 13)
    _ = try trainer.runEpoch()
    #expect(witness.largest.count == 12)
    #expect(witness.largest.allSatisfy { (0.1...1.00001).contains($0) }, "\(witness.largest)")
  }

  private final class Largest: Probe {
    var largest: [Real] = []

    func observe(step: Int, loss: Double, of classifier: Classifier, in workspace: borrowing Workspace) {
      largest = classifier.network.activations.map { workspace.rows(of: $0).max() ?? 0 }
    }
  }

  @Test func whatLearnsNothingHasNoBatchToSettleBy() throws {
    let layers = try Self.deep.layers(input: [5], classes: nil)
    var recording = Recording()
    #expect(
      throws: ArchitectureError(
        field: "initialization", expected: "one that needs no data, where nothing is learnt", found: "lsuv")
    ) {
      try Network(layers, beginning: PopularInitialization.lsuv.initialization, input: [5], into: &recording)
    }
  }
}
