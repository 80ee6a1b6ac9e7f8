import Datasets
import Foundation
import Lab
import Network
import Storage
import TestSupport
import Testing
import Training

@Suite struct SignalTrialTests {
  private static let search = DataSearch(places: [])

  private func trial(_ named: PopularInitialization = .heNormal, steps: [Int] = [0, 2, 8]) -> SignalTrial {
    SignalTrial(
      data: .synthetic, architecture: .fullyConnected(FullyConnected(.constant, depth: 3, widths: [9])),
      initialization: named.initialization, seed: 6, batchSize: 200, steps: steps, examples: 40)
  }

  private func shelf() throws -> DataShelf { try DataShelf([.synthetic], from: Self.search) }

  @Test func everyLayerIsMeasuredAtEveryMoment() throws {
    let outcome = try trial().run(on: shelf())
    #expect(outcome.layers == ["hidden1", "hidden2", "hidden3", "output"])
    #expect(outcome.moments.map(\.step) == [0, 2, 8])
    #expect(outcome.result == .measured)
    for moment in outcome.moments {
      #expect(moment.layers.count == 4 && moment.loss != nil)
      for layer in moment.layers.prefix(3) { #expect(Set(layer.keys) == Set(Signal.allCases)) }
      #expect(Set(moment.layers[3].keys) == [.gradient, .update])
    }
    #expect(Set(outcome.moments.map { $0.layers[0][.mean] }).count == 3)
    try trial().check(outcome)
  }

  /// Theory beside wide networks, and a place for each layer that is measured, whatever modules are made of.
  @Test func whatTheoryExpectsIsMeasuredOfWideNetworks() throws {
    var wide = trial(steps: [0])
    var network = FullyConnected(.constant, depth: 3, widths: [1000], activation: .tanh)
    wide.examples = 400
    for activation in [Activation.tanh, .relu] {
      network.activation = activation
      wide.architecture = .fullyConnected(network)
      let expectations = try wide.expectations(on: shelf())
      let layers = try wide.run(on: shelf()).moments[0].layers
      for (place, (expected, found)) in zip(expectations, layers).prefix(3).enumerated() {
        let (length, correlation) = (try #require(expected[.length]), try #require(expected[.correlation]))
        // By the standard deviation of a rectifier's length, √(5/1000) a layer.
        #expect(abs((found[.length] ?? 0) / length - 1) < 4 * (0.005 * Double(place + 1)).squareRoot())
        #expect(abs((found[.correlation] ?? 0) - correlation) < 0.03)
      }
      #expect(expectations.count == 4 && expectations[3].isEmpty)
    }
    for name in ["resnet:8", "preact-resnet:8", "convmixer:2"] {
      wide.data = .syntheticColour
      wide.architecture = Architecture(try #require(ReadyNetwork.network(named: name)))
      (wide.examples, wide.batchSize) = (10, 20)
      let shelf = try DataShelf([.syntheticColour], from: Self.search)
      #expect(try wide.expectations(on: shelf).count == wide.run(on: shelf).layers.count)
    }
    wide.steps = [1]
    #expect(try wide.expectations(on: shelf()).isEmpty)
  }

  /// What is measured more often, or later, changes nothing of the rest; fifty steps are an epoch.
  @Test func measuringChangesNothing() throws {
    let often = try trial(steps: [0, 1, 2, 7, 60]).run(on: shelf())
    let seldom = try trial(steps: [2, 60]).run(on: shelf())
    #expect(seldom.moments == [often.moments[2], often.moments[4]])
  }

  /// The examples that are measured on are the trial's own, and their number counts.
  @Test func examplesAreOfTheSeed() throws {
    var other = trial(steps: [0])
    let first = try other.run(on: shelf())
    #expect(try other.run(on: shelf()) == first)
    other.examples = 41
    let more = try other.run(on: shelf())
    #expect(more.moments[0].layers[0][.mean] != first.moments[0].layers[0][.mean])
    #expect(more.moments[0].layers[0][.gradient] == first.moments[0].layers[0][.gradient])
    // No more than there are.
    other.examples = 1_000_000
    #expect(try other.run(on: shelf()).moments.count == 1)
  }

  @Test func oneWorkerAndTwoGiveTheSameBits() async throws {
    var trials = [PopularInitialization.heNormal, .lsuv].map { trial($0) }
    var network = try #require(ReadyNetwork.network(named: "mlp:2"))
    network.parameters.merge([
      "width": .integer(12), "norm": .text("batch-norm"), "drop": .text("dropout:0.3"),
    ]) { $1 }
    trials.append(trial())
    trials[2].architecture = Architecture(network)
    let one = try await Runner(jobs: 1, search: Self.search).run(trials, title: "one")
    let two = try await Runner(jobs: 2, search: Self.search).run(trials, title: "two")
    #expect(one == two)
    #expect(Set(one).count == 3)
  }

  /// A run that diverges is kept with what is known of it, numbers beyond all bounds too.
  @Test func outcomesComeBackFromAStore() throws {
    let folder = try TemporaryDirectory()
    let store = try Store(URL(fileURLWithPath: folder["runs.db"]))
    var wild = trial(steps: [0, 1, 2, 20])
    wild.optimizer.rate = 1e30
    for trial in [trial(), wild] {
      let outcome = try trial.run(on: shelf())
      try store.add(outcome, of: trial, from: Sample.origin)
      #expect(try store.outcome(of: trial) == outcome)
    }
    let outcome = try #require(try store.outcome(of: wild))
    let step = try #require(outcome.divergence)
    #expect(outcome.result == .diverged(step: step))
    #expect(outcome.moments.map(\.step) == [0, 1, 2, 20].filter { $0 < step })
    #expect(try store.runs().map(\.result).contains(.diverged(step: step)))
  }

  @Test func whatCannotBeMeasuredIsRefused() {
    let cases: [(SignalTrial, String)] = [
      (trial(steps: []), "steps: expected ascending whole numbers of at least 0, found []"),
      (trial(steps: [3, 3]), "steps: expected ascending whole numbers of at least 0, found [3, 3]"),
      (trial(steps: [-1, 3]), "steps: expected ascending whole numbers of at least 0, found [-1, 3]"),
      (trial(steps: [.max]), "the run takes about"),
    ]
    for (trial, message) in cases {
      for refusal in [{ try trial.check() }, { _ = try trial.run(on: .empty) }] {
        #expect { try refusal() } throws: { "\($0)".hasPrefix(message) && !"\($0)".contains("\n") }
      }
    }
  }

  /// A part of a trial tells how long it takes.
  @Test func aSampleIsShort() throws {
    let sample = trial(steps: [0, 99]).sample
    #expect(sample.trial.steps == [9])
    #expect((8...12).contains(sample.count))
    #expect(try trial(steps: [0, 99]).demand().multiplications > trial().demand().multiplications)
  }
}
