import Foundation
import Lab
import Network
import Statistics
import Testing
import Theory

@Suite struct ProductTrialTests {
  private func trial(
    _ widths: [Int], inputs: Int = 10, networks: Int = 4000, _ law: Initializer.Law = .normal,
    hasGradients: Bool = false
  ) -> ProductTrial {
    ProductTrial(
      architecture: .fullyConnected(FullyConnected(.explicit, depth: 0, widths: widths)),
      initialization: Initialization(weights: Initializer(law, gain: 2)), inputs: inputs, networks: networks,
      hasGradients: hasGradients, seed: 4)
  }

  private func exact(_ sample: LogSample) -> Double {
    KolmogorovSmirnovTest(distance: sample.exact, count: sample.count).pValue
  }

  /// Of narrow layers the limit is another law, and one network in nine is silent.
  @Test func narrowNetworksFollowTheExactLawAlone() throws {
    let trial = trial([5, 5, 5, 5])
    let norm = try trial.run(on: .empty).norm
    #expect(exact(norm) > 0.01)
    let limit = try #require(norm.limit)
    #expect(KolmogorovSmirnovTest(distance: limit, count: norm.count).pValue < 1e-12)
    let dead = Binomial(trials: 4000, chance: DeadLayers.probability(anyOf: [5, 5, 5, 5]))
    #expect(norm.count + norm.zeros == 4000)
    #expect(dead.atLeast(norm.zeros) > 1e-3 && dead.atMost(norm.zeros) > 1e-3)
    #expect(norm.bins.reduce(0, +) == norm.count)
    let law = ProductLaw(widths: [5, 5, 5, 5])
    let error = law.furthest(from: try trial.limit).difference
    #expect(abs(try #require(norm.limitError) - error) < 4 * (0.25 / Double(norm.count)).squareRoot())
  }

  /// One direction for all, whatever the gain: the mean is divided out.
  @Test func theGainIsOfNoAccount() throws {
    var deep = trial(Array(repeating: 14, count: 160), networks: 400, hasGradients: true)
    deep.initialization.weights.gain = 0.5
    let outcome = try deep.run(on: .empty)
    #expect(exact(outcome.norm) > 0.01)
    #expect(outcome.gradients.count == 160)
    #expect([0, 1, 80, 159].allSatisfy { exact(outcome.gradients[$0]) > 1e-3 })
  }

  /// Every layer's single weights have the law of a net with one or two layers of one unit, and are as often zero.
  @Test func singleWeightsFollowTheirLaw() throws {
    let widths = [6, 9, 4, 7]
    let outcome = try trial(widths, networks: 8000, hasGradients: true).run(on: .empty)
    for (layer, sample) in outcome.gradients.enumerated() {
      #expect(exact(sample) > 1e-3, "layer \(layer)")
      let zeros = Binomial(
        trials: 8000, chance: DeadLayers.probability(anyOf: ProductLaw.widths(ofGradient: layer, widths)))
      #expect(zeros.atLeast(sample.zeros) > 1e-3 && zeros.atMost(sample.zeros) > 1e-3, "layer \(layer)")
    }
  }

  /// Of one input the fourth moment is a part of the first order, 2 excess / n beside 5 / n: 2.6, 5 and 11 over the width.
  @Test(arguments: [(Initializer.Law.uniform, 2.6), (.normal, 5), (.laplace, 11)])
  func theFourthMomentEntersThroughTheDirection(law: Initializer.Law, expected: Double) throws {
    let trial = trial([2000], inputs: 1, networks: 6000, law)
    #expect(abs(try trial.limit.variance - expected / 2000) < 1e-15)
    let norm = try trial.run(on: .empty).norm
    #expect(abs(norm.variance * 2000 - expected) < 4 * norm.varianceError * 2000)
    #expect(4 * norm.varianceError * 2000 < 0.1 * expected)
  }

  /// Between layers it is of the order of 1/n²: measured against the exact law of normal weights.
  @Test func theFourthMomentEntersBetweenLayers() throws {
    let widths = Array(repeating: 50, count: 10)
    let trial = trial(widths, inputs: 50, networks: 20_000, .laplace)
    let norm = try trial.run(on: .empty).norm
    let part = try trial.limit.variance - LogLength.wideLimit(widths: widths).variance
    let measured = norm.variance - ProductLaw(widths: widths).moments.variance
    #expect(abs(measured - part) < 0.3 * part)
    #expect(measured > 6 * norm.varianceError)
  }

  @Test func otherNetworksAreRefused() {
    var residual = trial([5])
    residual.architecture = .residual(.standard)
    #expect { try residual.check() } throws: {
      "\($0)".hasPrefix("architecture: expected a fully connected network with ReLU")
    }
    var orthogonal = trial([5])
    orthogonal.initialization = PopularInitialization.orthogonalReLU.initialization
    #expect { try orthogonal.check() } throws: {
      "\($0)".hasPrefix("initialization: expected independent weights of one law")
    }
  }

  @Test func outcomesOfOtherSizesAreRefused() throws {
    let short = try trial([4, 4], networks: 5).run(on: .empty)
    #expect(throws: OutcomeError.self) { try trial([4, 4], networks: 6).check(short) }
    #expect(throws: OutcomeError.self) { try trial([4, 4], networks: 5, hasGradients: true).check(short) }
    try trial([4, 4], networks: 5).check(short)
  }
}
