import Lab
import Network
import Testing

@Suite struct LayerLawTrialTests {
  private func trial(_ widths: [Int], networks: Int = 4000) -> LayerLawTrial {
    var trial = LayerLawTrial.standard
    trial.architecture = .fullyConnected(FullyConnected(.explicit, depth: 0, widths: widths))
    trial.networks = networks
    trial.seed = 6
    return trial
  }

  @Test func theExactLawPassesWhereTheMeanFieldLawFails() throws {
    let outcome = try trial([5, 5, 5, 5]).run(on: .empty)
    #expect(min(outcome.exact.length, outcome.exact.outputs, outcome.exact.joint) > 0.01)
    #expect(outcome.meanField.length < 1e-6)
    #expect(outcome.meanField.joint < 0.01)
  }

  /// Outputs of about 2^-160 are none in Float.
  @Test func theExactLawPassesFarBelowTheRangeOfFloat() throws {
    var trial = trial(Array(repeating: 14, count: 160), networks: 400)
    trial.gain = 0.5
    let outcome = try trial.run(on: .empty)
    #expect(min(outcome.exact.length, outcome.exact.outputs, outcome.exact.joint) > 0.01)
    #expect(outcome.meanField.length < 1e-6)
  }

  @Test func ofOneLayerBothLawsAreTheSame() throws {
    let outcome = try trial([6], networks: 1000).run(on: .empty)
    #expect(min(outcome.meanField.length, outcome.meanField.joint) > 0.01)
  }

  @Test func otherNetworksAreRefused() {
    var residual = trial([5])
    residual.architecture = .standard(.residual)
    #expect { try residual.check() } throws: {
      "\($0)".hasPrefix("architecture: expected a fully connected network with ReLU")
    }
  }
}
