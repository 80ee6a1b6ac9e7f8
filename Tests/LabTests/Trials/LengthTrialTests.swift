import Autodiff
import Datasets
import Foresight
import Foundation
import Lab
import Network
import Numbers
import Testing
import Theory

/// Simulation against theory, by z-scores.
@Suite struct LengthTrialTests {
  private func run(
    _ architecture: FullyConnected, _ initialization: Initialization, networks: Int, dimension: Int = 20
  ) throws -> (measured: [LengthSummary], predicted: LengthPrediction) {
    let trial = LengthTrial(
      architecture: .fullyConnected(architecture), initialization: initialization,
      input: .unit(dimension: dimension),
      networks: networks, seed: 12)
    return (try trial.run(on: .empty).layers, try trial.prediction(on: .empty))
  }

  /// The names of which theory knows something on a network of any kind.
  private static let known = PopularInitialization.allCases.filter {
    $0.initialization.scheme == nil && $0.initialization.weights.isSymmetric
  }

  /// Wide enough for the mean to be estimable at every depth: Π (1 + 5/n) − 1 stays below 1.
  @Test(arguments: known)
  func meanLengthsAreTheTheorys(named: PopularInitialization) throws {
    let architecture = FullyConnected(.alternating, depth: 12, widths: [120, 60])
    let (measured, predicted) = try run(architecture, named.initialization, networks: 1000)
    let means = try #require(predicted.means)
    for (layer, summary) in measured.enumerated() {
      if means[layer] == 0 {
        #expect(summary.mean == 0)
        continue
      }
      // Where nothing varies, a rounding error is left.
      let error = summary.standardError + 1e-6 * means[layer]
      #expect(abs(summary.mean - means[layer]) / error < 4, "layer \(layer + 1)")
    }
  }

  @Test(arguments: [
    ([20, 20, 20], 1.953), ([30, 10, 30, 10], 3.063), ([15, 15, 15, 15], 3.160),
  ])
  func secondMomentsAreTheTheorys(widths: [Int], expected: Double) throws {
    let theory = SecondMoment.ratio(widths: widths)
    #expect(abs(theory - expected) < 1e-3)
    let networks = 200_000
    let architecture = FullyConnected(.explicit, depth: 0, widths: widths)
    let (measured, _) = try run(
      architecture, PopularInitialization.heNormal.initialization, networks: networks, dimension: 10)
    let last = try #require(measured.last)
    // M² is log-normal enough for its own relative deviation to be about that of exp N(0, 4β).
    let beta = InverseWidths.beta(widths)
    let error = theory * ((exp(4 * beta) - 1) / Double(networks)).squareRoot()
    #expect(abs(last.meanSquare - theory) < 4 * error)
    #expect(4 * error < theory / 2)
  }

  @Test func logarithmsOfNormalLayersAreTheTheorys() throws {
    let (measured, predicted) = try run(
      FullyConnected(.square, depth: 10), PopularInitialization.heNormal.initialization, networks: 20_000)
    let logs = try #require(predicted.logLengths)
    for (layer, summary) in measured.enumerated() {
      let error = (logs[layer].variance / Double(summary.count - summary.dead)).squareRoot()
      #expect(abs(summary.logMean - logs[layer].mean) < 4 * error)
    }
  }

  @Test(arguments: [PopularInitialization.heNormal, .orthogonalReLU, .pytorchDefault])
  func deadNetworksAreCounted(named: PopularInitialization) throws {
    var unbiased = named.initialization
    unbiased.biases = .zero
    let (measured, _) = try run(
      FullyConnected(.constant, depth: 3, widths: [3]), unbiased, networks: 4000)
    let expected = DeadLayers.probability(anyOf: [3, 3, 3])
    let error = (expected * (1 - expected) / 4000).squareRoot()
    #expect(abs(Double(measured[2].dead) / 4000 - expected) < 4 * error)
    #expect(measured[2].dead >= measured[1].dead)
  }

  @Test(arguments: known.filter { $0 != .zeros && $0 != .orthogonalMirrored })
  func theVarianceAcrossLayersIsTheTheorys(named: PopularInitialization) throws {
    let trial = LengthTrial(
      architecture: .fullyConnected(FullyConnected(.constant, depth: 6, widths: [60])),
      initialization: named.initialization, input: .unit(dimension: 30), networks: 2500, seed: 6)
    let measured = try trial.run(on: .empty).layerVariance
    let expected = try #require(try trial.prediction(on: .empty).layerVariance)
    #expect(abs(measured.mean - expected) < 4 * measured.standardError)
    #expect(4 * measured.standardError < expected / 2)
  }

  /// Narrow layers of three slopes and laws, whose tails would be told from those of normal weights, for a
  /// random direction, and where biases have a law of their own. Four errors are less than a third of the
  /// variance of M_3 / E[M_3].
  @Test(arguments: [
    (PopularInitialization.heNormal, Activation.relu), (.heUniform, .relu), (.heTruncated, .relu),
    (.orthogonalReLU, .relu), (.pytorchDefault, .relu), (.lecunTruncatedCorrected, .leakyReLU(slope: 0.2)),
    (.heUniform, .leakyReLU(slope: 0.5)), (.orthogonal, .leakyReLU(slope: 0.5)),
    (.pytorchDefault, .leakyReLU(slope: 0.1)),
  ])
  func deviationsAreTheTheorys(named: PopularInitialization, activation: Activation) throws {
    let (measured, predicted) = try run(
      FullyConnected(.explicit, depth: 0, widths: [8, 12, 6], activation: activation), named.initialization,
      networks: 100_000, dimension: 7)
    let (means, deviations) = (try #require(predicted.means), try #require(predicted.relativeDeviations))
    #expect(!predicted.deviationsAreBounds)
    for (layer, summary) in measured.enumerated() {
      let variance = deviations[layer] * deviations[layer]
      #expect(abs(summary.mean / means[layer] - 1) < 4 * (variance / 100_000).squareRoot())
      let measured = summary.meanSquare / (means[layer] * means[layer]) - 1
      // M is about log-normal, of which this is the deviation of the square.
      let ratio = 1 + variance
      let error = ratio * ((ratio * ratio * ratio * ratio - 1) / 100_000).squareRoot()
      #expect(abs(measured - variance) < 4 * error)
      #expect(4 * error < variance / 3)
    }
  }

  @Test func theoryIsSilentWhereItDoesNotKnow() throws {
    let (_, constant) = try run(
      FullyConnected(.square, depth: 3), try #require(Initialization(named: "constant:0.1")), networks: 1)
    #expect(constant.means == nil)
    let (_, tanh) = try run(
      FullyConnected(.constant, depth: 3, widths: [4], activation: .tanh),
      PopularInitialization.heNormal.initialization, networks: 1)
    #expect(tanh.means == nil)
    let (_, orthogonal) = try run(
      FullyConnected(.square, depth: 3), PopularInitialization.orthogonal.initialization, networks: 1)
    #expect(orthogonal.means != nil)
    #expect(orthogonal.relativeDeviations != nil)
    #expect(orthogonal.logLengths == nil)
    let (_, leaky) = try run(
      FullyConnected(.constant, depth: 3, widths: [4], activation: .leakyReLU(slope: 0.1)),
      PopularInitialization.heNormal.initialization, networks: 1)
    #expect(leaky.means != nil && leaky.layerVariance != nil)
    #expect(leaky.logLengths == nil)
    let (_, mirrored) = try run(
      FullyConnected(.constant, depth: 3, widths: [4]),
      PopularInitialization.orthogonalMirrored.initialization, networks: 1)
    #expect(mirrored.means != nil)
    #expect(mirrored.relativeDeviations == nil && mirrored.layerVariance == nil)
    // Orthogonal biases hang together.
    let (_, biased) = try run(
      FullyConnected(.constant, depth: 3, widths: [4]),
      Initialization(weights: Initializer(gain: 2), biases: Initializer(.orthogonal, gain: 1)), networks: 1)
    #expect(biased.means != nil)
    #expect(biased.relativeDeviations == nil && biased.layerVariance == nil)
  }
}
