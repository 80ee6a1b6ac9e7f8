import Lab
import Network
import Randomness
import Testing
import Theory

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

  /// Laws that are false, each in its own way, and the tests that see it. With 100,000 draws of each, as the
  /// experiment has, the exact law is known to be no further off than the margin.
  @Test func falseLawsAreCaught() throws {
    let layers = LayerMoments.fullyConnected(inputs: 4, widths: [5, 5, 5, 5])
    let key = RandomKey(seed: 8)
    func draws(_ law: LayerLaw, _ name: String, _ kind: LayerLaw.Kind = .exact) -> [[Double]] {
      (0..<100_000).map { law.draw(kind, squaredLength: 4, from: key[name][$0]) }
    }
    let law = LayerLaw(layers)
    let right = draws(law, "right")
    let same = LayerLawTrial.compare(right, draws(law, "again"), key["test"])
    #expect(min(same.length, same.outputs, same.joint) > 1e-3)
    #expect(try #require(same.apart) < 1e-3)

    // Each output has its law, but they are independent of each other.
    let others = (0..<5).map { draws(law, "output \($0)") }
    let independent = (0..<right.count).map { draw in (0..<5).map { others[$0][draw][$0] } }
    let apart = LayerLawTrial.compare(right, independent, key["test"])
    #expect(apart.outputs > 1e-3 && apart.joint < 1e-12 && apart.length < 1e-12)
    #expect(apart.apart == 1)

    let field = LayerLawTrial.compare(right, draws(law, "field", .meanField), key["test"])
    #expect(field.length < 1e-12 && field.joint < 1e-12 && field.apart == 1)

    let wrong = LayerLaw(LayerMoments.fullyConnected(inputs: 4, widths: [5, 5, 5, 5], gain: 2 * 1.02))
    #expect(LayerLawTrial.compare(right, draws(wrong, "wrong"), key["test"]).length < 1e-4)
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
    residual.architecture = .residual(.standard)
    #expect { try residual.check() } throws: {
      "\($0)".hasPrefix("architecture: expected a fully connected network with ReLU")
    }
  }
}
