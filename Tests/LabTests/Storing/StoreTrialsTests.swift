import Foundation
import Lab
import Network
import Storage
import TestSupport
import Testing
import Training

/// What a store keeps of trials comes back as the trials' own.
@Suite struct StoreTrialsTests {
  private let folder: TemporaryDirectory
  private let store: Store

  init() throws {
    folder = try TemporaryDirectory()
    store = try Store(URL(fileURLWithPath: folder["runs.db"]))
  }

  private let epochs = [
    EpochRecord(epoch: 1, trainingLoss: 0.1 + 0.2, testLoss: .leastNonzeroMagnitude, testAccuracy: 0.1),
    EpochRecord(epoch: 2, trainingLoss: 1.0 / 3, testLoss: .greatestFiniteMagnitude, testAccuracy: 1),
  ]

  @Test func whatIsAddedIsFoundBitForBit() throws {
    let outcome = StartTrial.Outcome(start: .started(epoch: 2), epochs: epochs)
    #expect(try store.outcome(of: Sample.trial(1), on: Sample.sums) == nil)
    try store.add(outcome, of: Sample.trial(1), from: Sample.origin)
    #expect(try store.outcome(of: Sample.trial(1), on: Sample.sums) == outcome)
    #expect(try store.outcome(of: Sample.trial(2), on: Sample.sums) == nil)
    #expect(try store.outcome(of: Sample.trial(1)) == nil)
    #expect(try store.runs().map(\.labels) == [Sample.trial(1).labels])
    #expect(try store.details(1)?.identity == Sample.trial(1).identity)
    #expect(try store.details(1)?.epochs == outcome.epochs)
  }

  /// A run's trial is read back out of what sets it apart, whatever family, initialisation and optimiser it has.
  @Test func aRunsTrialIsReadBack() throws {
    var list = Sample.trial(3, .fixup)
    list.architecture = Architecture(try #require(ReadyNetwork.network(named: "resnet:8")))
    list.data = .syntheticColour
    list.loss = .squaredError
    var tuned = Sample.trial(4)
    tuned.initialization.laws = ["last": .zero]
    tuned.optimizer = .adam(Adam(rate: 0.01))
    tuned.normalization = .centred
    let trials = [Sample.trial(1), Sample.trial(2, .lsuv, depth: 3), list, tuned]
    for trial in trials {
      try store.add(.init(start: .started(epoch: 2), epochs: epochs), of: trial, from: Sample.origin)
    }
    for (number, trial) in trials.enumerated() {
      #expect(try store.details(number + 1)?.trial() == trial)
    }
    #expect(try store.details(1)?.trial(of: LengthTrial.self) == nil)
  }

  @Test func whatABatchMadeOfTheFirstWeightsIsKept() throws {
    var scaling = LayerScaling(layer: "hidden1")
    scaling.multiply(by: 1.0 / 3)
    let outcome = StartTrial.Outcome(start: .started(epoch: 2), epochs: epochs, settled: [scaling])
    let trial = Sample.trial(1, .lsuv)
    try store.add(outcome, of: trial, from: Sample.origin)
    #expect(try store.outcome(of: trial, on: Sample.sums) == outcome)
    let details = try #require(try store.details(1))
    #expect(details.settled == [scaling])
    #expect(
      details.outcome.hasSuffix(
        #""settled":[{"factor":0.3333333333333333,"layer":"hidden1","trials":1}],"start":{"started":{"epoch":2}}}"#
      ))
    // Of other initialisations nothing more is written than before.
    try store.add(.init(start: .started(epoch: 2), epochs: []), of: Sample.trial(1), from: Sample.origin)
    #expect(try store.details(2)?.outcome == #"{"epochs":[],"start":{"started":{"epoch":2}}}"#)
    #expect(try store.details(2)?.settled == nil)
  }

  @Test func lengthsThatAreNoNumbersComeBackAsSuch() throws {
    var summary = LengthSummary()
    summary.add(.infinity)
    let outcome = LengthTrial.Outcome(layers: [summary], layerVariance: summary)
    var trial = LengthTrial.standard
    trial.networks = 1
    trial.architecture = .fullyConnected(FullyConnected(.square, depth: 1))
    try store.add(outcome, of: trial, from: Sample.origin)
    #expect(try store.outcome(of: trial) == outcome)
    #expect(try store.runs().first?.result == .measured)
    #expect(try store.details(1)?.death == nil)
  }

  /// That a run ended early is in its outcome.
  @Test func theEpochOfADeathIsTheOutcomesOwn() throws {
    for (seed, death) in [nil, 2].enumerated() {
      let outcome = StartTrial.Outcome(start: .censored(epoch: 2), epochs: epochs, death: death)
      try store.add(outcome, of: Sample.trial(UInt64(seed)), from: Sample.origin)
      #expect(try store.details(seed + 1)?.death == death)
    }
  }

  /// The fixture of version 1 is told of in `SchemaTests` of the store.
  @Test func runsOfVersion1AreFoundByTheirTrials() throws {
    let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../StorageTests/Fixtures/version-1.db").standardizedFileURL
    let old = URL(fileURLWithPath: folder["old.db"])
    try FileManager.default.copyItem(at: fixture, to: old)
    let identity = #"{"input":{"image":{"_0":"cifar-10","index":2}},"networks":7,"seed":5}"#
    let database = try Database(old.path, for: .writing)
    try database.run(
      """
      INSERT INTO run (kind, identity, initialization, seed, result, seconds, finished, environment)
      SELECT 'lengths', ?, 'he-normal', 5, 'measured', 1, '2026-11-01T00:00:00Z', min(id) FROM environment
      """, [.text(identity)])
    var summary = LengthSummary()
    for _ in 0..<7 { summary.add(1.0) }
    let layers = Array(repeating: summary, count: try LengthTrial.standard.architecture.depth())
    let lengths = LengthTrial.Outcome(layers: layers, layerVariance: summary)
    try database.run(
      "INSERT INTO outcome SELECT max(id), ? FROM run", [.text(try StoredJSON.encode(lengths))])
    let store = try Store(reading: old)
    let start = StartTrial(
      data: .synthetic, architecture: .fullyConnected(FullyConnected(.square, depth: 20)),
      initialization: PopularInitialization.heNormal.initialization, seed: 1,
      criterion: StartCriterion(accuracy: 0.2, epochLimit: 40))
    #expect(try store.outcome(of: start)?.start == .started(epoch: 19))
    var trial = LengthTrial.standard
    trial.input = .image(set: .cifar10, index: 2)
    trial.networks = 7
    trial.seed = 5
    #expect(try store.outcome(of: trial) == lengths)
  }
}
