import Foundation
import Lab
import Network
import Testing
import Theory

@Suite struct PropagationTrialTests {
  private func trial(
    _ layers: String, depth: Int = 4, width: Int = 300, correlation: Double = 0.4, networks: Int = 40,
    _ initialization: Initialization
  ) throws -> PropagationTrial {
    let text =
      #"{"kind": "layers", "layers": [{"repeat": \#(depth), "of": [\#(layers)]}], "parameters": {"width": \#(width)}}"#
    return PropagationTrial(
      architecture: try JSONDecoder().decode(Architecture.self, from: Data(text.utf8)),
      initialization: initialization, input: .pair(dimension: width, square: 1, correlation: correlation),
      networks: networks, seed: 9)
  }

  private static let he = PopularInitialization.heNormal.initialization
  private static let chaos = Initialization(
    weights: Initializer(gain: 2.5), biases: Initializer(gain: 0.05, over: .one))

  /// Means of networks lie about theory's, but for errors and something of the order of 1 / width.
  private func expectTheory(_ trial: PropagationTrial, hasLikeness: Bool = true) throws {
    let (places, theory) = (try trial.run(on: .empty).places, try trial.theory())
    let depth = try trial.architecture.depth()
    #expect(places.count == theory.count && places.count == depth + 1)
    for (number, (place, theory)) in zip(places, theory).enumerated() {
      let term = 0.01 * Double(1 + theory.layersPassed)
      let (square, gradient) = (place.square, place.gradient)
      #expect(
        abs(square.mean - theory.square) < 4 * square.standardError + 0.02 * theory.square,
        "q, place \(number)")
      #expect(
        abs(gradient.mean - theory.gradient) < 4 * gradient.standardError + term * theory.gradient,
        "gradient, place \(number)")
      let c = try #require(place.correlation)
      #expect(abs(c.mean - theory.correlation) < 4 * c.standardError + 0.01, "c, place \(number)")
      #expect((theory.gradientCorrelation != nil) == hasLikeness)
      guard let likeness = theory.gradientCorrelation, let found = place.gradientCorrelation else { continue }
      #expect(abs(found.mean - likeness) < 4 * found.standardError + 0.01, "its c, place \(number)")
    }
  }

  @Test func tanhFollowsTheory() throws {
    try expectTheory(trial(#"{"linear": "width"}, "tanh""#, Self.chaos))
  }

  @Test func dropoutFollowsTheory() throws {
    try expectTheory(trial(#"{"linear": "width"}, "relu", "dropout:0.3""#, Self.he))
  }

  @Test func residualModulesFollowTheory() throws {
    let module = #"{"residual": [{"linear": "width"}, "tanh", {"linear": "width"}], "scale": 0.5}"#
    try expectTheory(trial(#"{"linear": "width"}, "# + module, depth: 2, Self.chaos))
  }

  /// Of a mirrored pair of units one lets a gradient through, and the weights before make up for which: the last rectifier alone tells
  /// both inputs' gradients apart.
  @Test(arguments: [1, 2, 5])
  func networksThatLookLinearKeepGradientsAlike(depth: Int) throws {
    let trial = try trial(
      #"{"linear": "width"}, "relu""#, depth: depth, PopularInitialization.orthogonalMirrored.initialization)
    try expectTheory(trial)
    let theory = try trial.theory()
    let share = 1 - acos(0.4) / .pi
    #expect(abs(try #require(theory[0].gradientCorrelation) - share) < 1e-12)
    #expect(abs(try #require(theory[1].gradientCorrelation) - (depth == 1 ? share : share * share)) < 1e-12)
  }

  /// Π (1 + β² κ_0) / (1 + β²) along c ← (c + β² κ_1(c)) / (1 + β²): at β = 1 from orthogonal inputs the first factor is 3/4.
  @Test(arguments: [1, 0.5])
  func shortcutsKeepGradientsAlike(scale: Double) throws {
    let module = #"{"residual": ["relu", {"linear": 300}], "scale": \#(scale)}"#
    let layers = #"{"kind": "layers", "layers": [{"linear": 300}, {"repeat": 3, "of": [\#(module)]}]}"#
    var trial = try trial(#""relu""#, depth: 1, correlation: 0, Self.he)
    trial.architecture = try JSONDecoder().decode(Architecture.self, from: Data(layers.utf8))
    try expectTheory(trial)
    let share = scale * scale
    var (c, expected) = (0.0, 1.0)
    for _ in 0..<3 {
      expected *= (1 + share * (1 - acos(c) / .pi)) / (1 + share)
      c = (c + share * ((1 - c * c).squareRoot() + c * (.pi - acos(c))) / .pi) / (1 + share)
    }
    #expect(abs(try #require(try trial.theory()[0].gradientCorrelation) - expected) < 1e-12)
  }

  /// As one batch inputs follow theory at every place, whatever the weights' variance: its term grows with batch / width.
  @Test(arguments: [("relu", 1.0), ("relu", 8), ("leaky-relu:0.3", 2), ("identity", 2)])
  func batchesFollowTheory(activation: String, gain: Double) throws {
    var trial = try trial(
      #"{"linear": "width"}, "batch-norm", "\#(activation)""#, networks: 60,
      Initialization(weights: Initializer(gain: gain)))
    trial.input = .batch(dimension: 300, examples: 8)
    try expectTheory(trial)
    let theory = try trial.theory()
    let slope = activation == "relu" ? 0 : activation == "identity" ? 1 : 0.3
    let growth = BatchNormField(Rectifier(slope: slope), batch: 8).gradientGrowth
    #expect(abs(theory[1].gradient / theory[2].gradient / growth - 1) < 1e-12)
    #expect(try trial.run(on: .empty) == trial.run(on: .empty))
  }

  /// Of three examples gradients have no mean, of other activations theory says nothing.
  @Test func batchesBeyondTheory() throws {
    var trial = try trial(#"{"linear": "width"}, "batch-norm", "tanh""#, width: 20, networks: 3, Self.he)
    trial.input = .batch(dimension: 20, examples: 8)
    #expect(try trial.theory().isEmpty)
    #expect(try trial.run(on: .empty).places.count == 5)
    trial = try self.trial(#"{"linear": "width"}, "batch-norm", "relu""#, width: 20, networks: 3, Self.he)
    trial.input = .batch(dimension: 20, examples: 3)
    #expect(try trial.theory().isEmpty)
  }

  /// Where one sign of a unit tells of the next, gradients meet what they hang on.
  @Test(arguments: [#""relu", "tanh""#, #"{"residual": [{"linear": "width"}, "relu"]}, "relu""#])
  func likenessIsUnknownBehindTwoActivations(layers: String) throws {
    let trial = try trial(
      #"{"linear": "width"}, "# + layers, depth: 1, width: 20, networks: 3, Self.he)
    let theory = try trial.theory()
    #expect(!theory.isEmpty && theory[0].gradientCorrelation == nil)
    #expect(try trial.run(on: .empty).places.count == theory.count)
  }

  /// Π κ_0 along c ← κ_1(c) from orthogonal inputs, of the arc-cosine kernels: 0.5 behind one layer, 0.302 behind two.
  @Test(arguments: [1, 2, 4, 8])
  func rectifiersShatterGradients(depth: Int) throws {
    let trial = try trial(#"{"linear": "width"}, "relu""#, depth: depth, correlation: 0, Self.he)
    let likeness = try #require(try trial.theory().first?.gradientCorrelation)
    var (c, expected) = (0.0, 1.0)
    for _ in 0..<depth {
      expected *= 1 - acos(c) / .pi
      c = ((1 - c * c).squareRoot() + c * (.pi - acos(c))) / .pi
    }
    #expect(abs(likeness - expected) < 1e-12)
    if depth == 2 { #expect(abs(likeness - 0.302) < 5e-4) }
  }

  /// The fixed point of q and χ_1 at σ_w² = 2.5 and σ_b² = 0.05, by quadrature elsewhere: q* 1.0640, χ_1 1.1335, c* 0.4468.
  @Test func tanhComesToItsFixedPoint() throws {
    let theory = try trial(#"{"linear": "width"}, "tanh""#, depth: 80, Self.chaos).theory()
    let last = try #require(theory.last)
    #expect(abs(last.square - 1.0640) < 2e-4 && abs(last.correlation - 0.4468) < 2e-3)
    #expect(abs(theory[40].gradient / theory[41].gradient - 1.1335) < 2e-4)
  }

  /// Of a layer that theory does not know it says nothing, and means are there all the same.
  @Test func whereTheoryEndsNetworksAreMeasured() throws {
    var unknown = try trial(#"{"linear": "width"}, "relu""#, width: 10, networks: 3, Self.he)
    unknown.initialization.weights = Initializer(.constant(0.1), gain: 0)
    #expect(try unknown.theory().isEmpty)
    #expect(try unknown.run(on: .empty).places.count == 5)
  }

  @Test func runsAreTakenTogether() throws {
    var one = try trial(#"{"linear": "width"}, "tanh""#, width: 20, networks: 7, Self.chaos)
    let first = try one.run(on: .empty)
    one.seed = 10
    let second = try one.run(on: .empty)
    let both = PropagationTrial.Outcome(pooling: [first, second])
    let (a, b) = (try #require(first.places[3].correlation), try #require(second.places[3].correlation))
    let c = try #require(both.places[3].correlation)
    #expect(c.count == 14 && abs(c.mean - (a.mean + b.mean) / 2) < 1e-12)
    #expect(c.standardError < max(a.standardError, b.standardError))
    #expect(both.places[3].square.count == 14)
    #expect(both.layerCurves.count == 4 && both.layerCurves[2].numbers.count == 4)
  }

  /// Slopes of a line are alike near one another, least those of deep networks without shortcuts; the same trial gives the same numbers.
  @Test func slopesAlongALine() throws {
    var line = try trial(
      #"{"linear": "width"}, "relu""#, depth: 12, width: 30, networks: 8,
      Initialization(weights: Initializer(gain: 2), biases: Initializer(gain: 0.1, over: .one)))
    line.input = .line(points: 64, from: -2, to: 2)
    #expect(line.lags == [1, 2, 4, 8, 16])
    let outcome = try line.run(on: .empty)
    try line.check(outcome)
    #expect(outcome.places.isEmpty && outcome.lags.map(\.points) == line.lags)
    #expect(try line.run(on: .empty) == outcome)
    let means = outcome.lags.compactMap(\.correlation?.mean)
    #expect(means.count == 5 && means[0] > means[3] && means.allSatisfy { abs($0) <= 1 })
    let text = try JSONEncoder().encode(outcome)
    #expect(try JSONDecoder().decode(PropagationTrial.Outcome.self, from: text) == outcome)
    #expect(PropagationTrial.Outcome(pooling: [outcome, outcome]).lags[0].correlation?.count == 16)
    #expect(throws: OutcomeError.self) { try line.check(PropagationTrial.Outcome(places: [])) }
  }

  @Test func inputsThatAreNoneAreRefused() throws {
    var trial = PropagationTrial.standard
    for input in [
      PropagationTrial.Input.pair(dimension: 1, square: 1, correlation: 0),
      .pair(dimension: 5, square: 0, correlation: 0), .pair(dimension: 5, square: 1, correlation: 1.5),
      .batch(dimension: 0, examples: 8), .batch(dimension: 5, examples: 1), .line(points: 3, from: 0, to: 1),
      .line(points: 10, from: 1, to: 1),
    ] {
      trial.input = input
      #expect(throws: (any Error).self) { try trial.check() }
    }
  }

  @Test func outcomesOfOtherNetworksAreRefused() throws {
    var small = try trial(#"{"linear": "width"}, "tanh""#, width: 10, networks: 3, Self.chaos)
    let outcome = try small.run(on: .empty)
    try small.check(outcome)
    small.networks = 4
    #expect(throws: OutcomeError.self) { try small.check(outcome) }
  }
}
