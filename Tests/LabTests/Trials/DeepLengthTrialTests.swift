import Autodiff
import Datasets
import Foresight
import Foundation
import Lab
import Network
import Numbers
import Testing
import Theory

/// Networks whose lengths are far beyond the range of Float, and of Double in the end.
@Suite struct DeepLengthTrialTests {
  private func run(
    _ initialization: Initialization, depth: Int, width: Int = 50, networks: Int, seed: UInt64 = 3
  ) throws -> (outcome: LengthTrial.Outcome, predicted: LengthPrediction) {
    let trial = LengthTrial(
      architecture: .fullyConnected(FullyConnected(.constant, depth: depth, widths: [width])),
      initialization: initialization, input: .unit(dimension: 20), networks: networks, seed: seed)
    return (try trial.run(on: .empty), try trial.prediction(on: .empty))
  }

  @Test(arguments: [
    (PopularInitialization.lecunNormal, 270), (.lecunNormal, 400), (.heDoubled, 260), (.lecunNormal, 1000),
    (.heDoubled, 1000),
  ])
  func logarithmsAreTheTheorys(named: PopularInitialization, depth: Int) throws {
    let (outcome, predicted) = try run(named.initialization, depth: depth, networks: 150)
    let logs = try #require(predicted.logLengths)
    for layer in stride(from: 9, to: depth, by: 10) {
      let summary = outcome.layers[layer]
      #expect(summary.dead == 0)
      let error = (logs[layer].variance / Double(summary.count)).squareRoot()
      #expect(abs(summary.logMean - logs[layer].mean) < 4 * error, "layer \(layer + 1)")
    }
    #expect(!outcome.layerVariance.mean.isNaN)
    #expect(outcome.layerVariance.scaledMean.isFinite && outcome.layerVariance.dead == 0)
    #expect(outcome.logarithms?.counts.reduce(0, +) == 150)
  }

  /// 0.5 is a quarter of He's gain, and 8 four times as much: each layer's length is He's to the last digit.
  @Test(arguments: [0.5, 8])
  func anyGainGivesHesDigits(gain: Double) throws {
    let (he, _) = try run(Initialization(weights: Initializer(gain: 2)), depth: 600, networks: 1)
    let (other, _) = try run(Initialization(weights: Initializer(gain: gain)), depth: 600, networks: 1)
    for layer in he.layers.indices {
      let (digits, exponent) = he.layers[layer].scaledMean.parts
      let shift = (gain < 2 ? -2 : 2) * (layer + 1)
      #expect(other.layers[layer].scaledMean == ScaledNumber(digits, exponent: exponent + shift))
    }
  }

  /// Whether a layer is silent is a matter of signs, and none of scale.
  @Test func asManyNetworksDieAtAnyGain() throws {
    let runs = try [2, 0.5, 8].map {
      try run(Initialization(weights: Initializer(gain: $0)), depth: 300, width: 9, networks: 300).outcome
    }
    let dead = runs.map { $0.layers.map(\.dead) }
    #expect(dead[1] == dead[0] && dead[2] == dead[0])
    let expected = DeadLayers.probability(anyOf: Array(repeating: 9, count: 300))
    let error = (expected * (1 - expected) / 300).squareRoot()
    #expect(abs(Double(dead[0][299]) / 300 - expected) < 4 * error)
  }
}
