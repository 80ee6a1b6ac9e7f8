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

  /// Wide enough for the mean to be estimable at every depth: Π (1 + 5/n) − 1 stays below 1.
  @Test(arguments: PopularInitialization.allCases)
  func meanLengthsAreTheTheorys(named: PopularInitialization) throws {
    let architecture = FullyConnected(.alternating, depth: 12, widths: [120, 60])
    let (measured, predicted) = try run(architecture, named.initialization, networks: 2000)
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

  @Test(arguments: PopularInitialization.allCases.filter { $0 != .zeros && $0 != .orthogonalMirrored })
  func theVarianceAcrossLayersIsTheTheorys(named: PopularInitialization) throws {
    let trial = LengthTrial(
      architecture: .fullyConnected(FullyConnected(.constant, depth: 6, widths: [60])),
      initialization: named.initialization, input: .unit(dimension: 30), networks: 5000, seed: 6)
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

/// Lengths of convolutional and residual networks against theory.
@Suite struct ImageLengthTrialTests {
  @Test(arguments: [Padding.circular, .zero], [PopularInitialization.heNormal, .lecunUniform])
  func convolutionalMeansAreTheTheorys(padding: Padding, named: PopularInitialization) throws {
    let trial = LengthTrial(
      architecture: .convolutional(ConvolutionalNetwork(depth: 6, features: 30, padding: padding)),
      initialization: named.initialization, input: .image(set: .syntheticColour, index: 3), networks: 300,
      seed: 4)
    let shelf = try DataShelf([.syntheticColour], from: DataSearch(places: []))
    let measured = try trial.run(on: shelf).layers
    let prediction = try trial.prediction(on: shelf)
    let (means, deviations) = (try #require(prediction.means), try #require(prediction.relativeDeviations))
    for (layer, summary) in measured.enumerated() {
      let error = means[layer] * deviations[layer] / (300.0).squareRoot()
      #expect(abs(summary.mean - means[layer]) < 4 * error)
      #expect(error < means[layer] / 4)
    }
    if padding == .zero { #expect(means[5] < 0.95 * pow(named == .heNormal ? 1 : 0.5, 6)) }
  }

  /// Filters without a middle, of which one is larger than the image's half, orthonormal rows and columns,
  /// and leaky units.
  @Test(arguments: [
    (2, Padding.circular, PopularInitialization.heNormal, Activation.relu), (4, .zero, .heUniform, .relu),
    (2, .zero, .orthogonalReLU, .relu), (3, .zero, .orthogonalReLU, .relu),
    (3, .circular, .orthogonalReLU, .leakyReLU(slope: 0.3)), (20, .circular, .heNormal, .relu),
    (3, .zero, .lecunNormal, .leakyReLU(slope: 0.5)),
  ])
  func meansOfOtherFiltersAreTheTheorys(
    kernel: Int, padding: Padding, named: PopularInitialization, activation: Activation
  ) throws {
    let trial = LengthTrial(
      architecture: .convolutional(
        ConvolutionalNetwork(
          depth: 3, features: 20, kernel: kernel, padding: padding, activation: activation)),
      initialization: named.initialization, input: .image(set: .syntheticColour, index: 3),
      networks: kernel > 5 ? 60 : 400, seed: 4)
    let shelf = try DataShelf([.syntheticColour], from: DataSearch(places: []))
    let measured = try trial.run(on: shelf).layers
    let prediction = try trial.prediction(on: shelf)
    let means = try #require(prediction.means)
    for (layer, summary) in measured.enumerated() {
      #expect(abs(summary.mean - means[layer]) < 4 * summary.standardError, "layer \(layer + 1)")
      #expect(4 * summary.standardError < means[layer] / 2)
    }
    #expect(prediction.deviationsAreBounds == (named != .orthogonalReLU))
  }

  /// A linear network of filters in opposite pairs, whose orthonormal rows or columns are all of their
  /// pixels.
  @Test(arguments: [Padding.circular, .zero], [6, 40])
  func meansOfMirroredOrthogonalFiltersAreTheTheorys(padding: Padding, features: Int) throws {
    let trial = LengthTrial(
      architecture: .convolutional(ConvolutionalNetwork(depth: 3, features: features, padding: padding)),
      initialization: Initialization(weights: Initializer(.orthogonal, gain: 1), isMirrored: true),
      input: .image(set: .syntheticColour, index: 3), networks: 300, seed: 4)
    let shelf = try DataShelf([.syntheticColour], from: DataSearch(places: []))
    let measured = try trial.run(on: shelf).layers
    let means = try #require(try trial.prediction(on: shelf).means)
    for (layer, summary) in measured.enumerated() {
      #expect(abs(summary.mean - means[layer]) < 4 * summary.standardError, "layer \(layer + 1)")
      #expect(4 * summary.standardError < means[layer] / 2)
    }
  }

  /// Orthonormal rows of 27 numbers under a colour image, and columns where there are more features.
  @Test(arguments: [(4, 1.0), (16, 1.0), (32, 27.0 / 32), (128, 27.0 / 128)])
  func theFirstLayerOfOrthogonalFilters(features: Int, expected: Double) throws {
    let trial = LengthTrial(
      architecture: .convolutional(ConvolutionalNetwork(depth: 1, features: features)),
      initialization: PopularInitialization.orthogonalReLU.initialization,
      input: .image(set: .syntheticColour, index: 3), networks: 1000, seed: 4)
    let shelf = try DataShelf([.syntheticColour], from: DataSearch(places: []))
    let measured = try trial.run(on: shelf).layers[0]
    let mean = try #require(try trial.prediction(on: shelf).means)[0]
    #expect(abs(mean / expected - 1) < 1e-12)
    #expect(abs(measured.mean - mean) < 4 * measured.standardError)
    #expect(4 * measured.standardError < mean / 5)
  }

  /// The picture of an image with few bright pixels enters where weights are not normal.
  @Test func theKurtosisOfAnImageMatters() throws {
    let trial = LengthTrial(
      architecture: .fullyConnected(FullyConnected(.constant, depth: 2, widths: [6])),
      initialization: PopularInitialization.heUniform.initialization,
      input: .image(set: .synthetic, index: 5), networks: 20_000, seed: 9)
    let shelf = try DataShelf([.synthetic], from: DataSearch(places: []))
    let prediction = try trial.prediction(on: shelf)
    let expected = try #require(prediction.layerVariance)
    let measured = try trial.run(on: shelf).layerVariance
    #expect(abs(measured.mean - expected) < 4 * measured.standardError)
    let even = try Forecast(trial.architecture, trial.initialization, input: [1, 28, 28])
    #expect(try #require(even.layerVariance) > expected)
  }

  @Test func residualMeansLieBetweenNothingAndTheBound() throws {
    let trial = LengthTrial(
      architecture: .residual(ResidualNetwork(modules: 20, width: 5, scale: .geometric(0.75))),
      initialization: PopularInitialization.heNormal.initialization, input: .unit(dimension: 5),
      networks: 20_000,
      seed: 4)
    let last = try #require(try trial.run(on: .empty).layers.last)
    let bounds = try #require(try trial.prediction(on: .empty).upperBounds)
    // 12.68 by an independent simulation of four million networks.
    #expect(abs(last.mean - 12.68) < 4 * last.standardError)
    #expect(last.mean < bounds[19])
  }

  /// Two stages of two-layer modules. The limit of great width is a bound for pictures that are not even.
  @Test func convolutionalResidualMeansLieBelowTheWideLimit() throws {
    let network = ConvolutionalResidualNetwork(
      features: [24, 32], modulesPerStage: 2, layersPerModule: 2, scale: .constant(0.5))
    let trial = LengthTrial(
      architecture: .convolutionalResidual(network),
      initialization: PopularInitialization.heUniform.initialization,
      input: .image(set: .syntheticColour, index: 3),
      networks: 100, seed: 4)
    let shelf = try DataShelf([.syntheticColour], from: DataSearch(places: []))
    let last = try #require(try trial.run(on: shelf).layers.last)
    let limit = try #require(try trial.prediction(on: shelf).wideMeans?.last)
    #expect(last.mean < limit + 4 * last.standardError)
    #expect(last.mean > limit / 2)
  }

  @Test(
    arguments: [BranchEnd.activation, .linear, .zero], [PopularInitialization.heNormal, .orthogonalReLU])
  func residualMeansBehindAProductMeetTheWideLimit(end: BranchEnd, named: PopularInitialization) throws {
    let network = ResidualNetwork(
      modules: 3, width: 200, layersPerModule: 2, scale: .geometric(0.8), end: end)
    let trial = LengthTrial(
      architecture: .residual(network), initialization: named.initialization,
      input: .unit(dimension: 50), networks: 400, seed: 5)
    let measured = try trial.run(on: .empty).layers
    let limits = try #require(try trial.prediction(on: .empty).wideMeans)
    for (summary, limit) in zip(measured, limits) {
      #expect(abs(summary.mean - limit) < 0.01 * limit + 4 * summary.standardError)
    }
    // The product before the modules has He's gain, or 200 / 50 orthonormal columns, and no rectifier behind
    // it.
    if end == .zero { #expect(limits == Array(repeating: named == .heNormal ? 2 : 0.5, count: 3)) }
  }

  @Test func aNegativeScaleIsBeyondTheory() throws {
    let trial = LengthTrial(
      architecture: .residual(ResidualNetwork(modules: 2, width: 5, scale: .constant(-1))),
      initialization: PopularInitialization.heNormal.initialization, input: .unit(dimension: 5), networks: 1,
      seed: 4)
    #expect(try trial.prediction(on: .empty).wideMeans == nil)
  }
}
