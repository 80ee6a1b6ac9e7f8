import Autodiff
import Datasets
import Foresight
import Foundation
import Lab
import Network
import Numbers
import Testing
import Theory

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

  /// A branch that is taken away adds as much in the limit of great width; the bound is for scales that are not negative.
  @Test func aNegativeScaleIsKnownInTheLimitAlone() throws {
    func prediction(_ scale: Double) throws -> LengthPrediction {
      try LengthTrial(
        architecture: .residual(ResidualNetwork(modules: 4, width: 5, scale: .constant(scale))),
        initialization: PopularInitialization.heNormal.initialization, input: .unit(dimension: 5),
        networks: 1,
        seed: 4
      ).prediction(on: .empty)
    }
    let (taken, added) = (try prediction(-1), try prediction(1))
    #expect(taken.upperBounds == nil && added.upperBounds != nil)
    for (one, other) in zip(try #require(taken.wideMeans), try #require(added.wideMeans)) {
      #expect(abs(one / other - 1) < 1e-12)
    }
  }
}
