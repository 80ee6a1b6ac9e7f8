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
