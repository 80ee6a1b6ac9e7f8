import Datasets
import Forms
import Foundation
import Lab
import Network
import Storage
import TestSupport
import Testing
import Training

@Suite struct RunnerTests {
  private static let search = DataSearch(places: [])

  /// Networks of several sizes and fates.
  private var trials: [StartTrial] {
    [PopularInitialization.heNormal, .lecunUniform, .orthogonal].flatMap { named in
      [2, 5].map { depth in
        StartTrial(
          data: .synthetic,
          architecture: .fullyConnected(FullyConnected(.constant, depth: depth, widths: [12])),
          initialization: named.initialization, seed: 5, batchSize: 256,
          criterion: StartCriterion(accuracy: 0.6, epochLimit: 2))
      }
    }
  }

  @Test func oneWorkerAndTwoGiveTheSameBits() async throws {
    let one = try await Runner(jobs: 1, search: Self.search).run(trials, title: "one")
    let two = try await Runner(jobs: 2, search: Self.search).run(trials, title: "two")
    #expect(one == two)
    #expect(Set(one.map { $0.epochs.last?.trainingLoss }).count == trials.count)
  }

  /// Layers that keep running averages, that draw numbers, and first weights that hang on a batch.
  @Test func soDoLayersThatKeepOrDrawSomething() async throws {
    var network = try #require(ReadyNetwork.network(named: "mlp:2"))
    network.parameters.merge([
      "width": .integer(12), "norm": .text("batch-norm"), "drop": .text("dropout:0.3"),
    ]) { $1 }
    let trials = [PopularInitialization.heNormal, .lsuv].map { named in
      StartTrial(
        data: .synthetic, architecture: Architecture(network), initialization: named.initialization, seed: 5,
        batchSize: 256, criterion: StartCriterion(accuracy: 0.9, epochLimit: 2))
    }
    let one = try await Runner(jobs: 1, search: Self.search).run(trials, title: "one")
    let two = try await Runner(jobs: 2, search: Self.search).run(trials, title: "two")
    #expect(one == two)
    #expect(one[0] != one[1])
  }

  @Test func whatTheStoreHoldsIsNotRunAgain() async throws {
    let folder = try TemporaryDirectory()
    let file = URL(fileURLWithPath: folder["runs.db"])
    let invented = StartTrial.Outcome(start: .started(epoch: 2), epochs: [])
    try Store(file).add(invented, of: trials[1], from: Sample.origin)
    let some = Array(trials.prefix(2))
    let outcomes = try await Runner(jobs: 2, search: Self.search, store: Store(file)).run(
      some, title: "resumed")
    #expect(outcomes[1] == invented)
    #expect(outcomes[0] != invented)
    #expect(try Store(file).outcome(of: trials[0]) == outcomes[0])
    let details = try #require(try Store(file).details(2))
    #expect(details.provenance == .current(jobs: 2))
    #expect(details.run.seconds > 0)
    #expect(details.sources.isEmpty)
  }

  @Test func cancellingStopsCleanlyAndSaysWhatIsDone() async throws {
    var endless = trials[0]
    endless.criterion = StartCriterion(accuracy: 2, epochLimit: 1_000_000)
    let trial = endless
    let task = Task { try await Runner(jobs: 2, search: Self.search).run([trial], title: "endless") }
    try await Task.sleep(for: .milliseconds(200))
    task.cancel()
    await #expect(throws: LabError.interrupted(done: 0, of: 1, file: nil)) { try await task.value }
  }

  /// Cancelled whenever a run has kept a new state, a sweep ends with the outcomes of an undisturbed one, and leaves
  /// nothing.
  @Test func interruptedRunsGoOn() async throws {
    let folder = try TemporaryDirectory()
    let file = URL(fileURLWithPath: folder["runs.db"])
    let place = Checkpoint.folder(beside: file)
    let long = [1, 2].map { seed in
      StartTrial(
        data: .synthetic,
        architecture: .fullyConnected(FullyConnected(.constant, depth: 20, widths: [40])),
        initialization: PopularInitialization.heNormal.initialization, seed: seed,
        optimizer: .sgd(SGD(rate: 0.001, momentum: 0.9)),
        criterion: StartCriterion(accuracy: 2, epochLimit: 16))
    }
    let whole = try await Runner(jobs: 2, search: Self.search).run(long, title: "whole")
    for _ in 0..<4 {
      let before = Self.files(place)
      let task = Task {
        try await Runner(jobs: 2, search: Self.search, store: Store(file), grace: 0).run(long, title: "torn")
      }
      // A thread of its own: the runs may hold all that tasks share.
      Thread.detachNewThread {
        let deadline = Date(timeIntervalSinceNow: 300)
        while Self.files(place) == before, Date() < deadline { Thread.sleep(forTimeInterval: 0.002) }
        task.cancel()
      }
      await #expect(throws: LabError.interrupted(done: 0, of: 2, file: file.path)) { try await task.value }
      #expect(!Self.files(place).isEmpty)
    }
    let runner = Runner(jobs: 2, search: Self.search, store: try Store(file))
    #expect(try await runner.run(long, title: "resumed") == whole)
    #expect(try Store(file).outcome(of: long[1]) == whole[1])
    #expect(!FileManager.default.fileExists(atPath: place.path))
  }

  private static func files(_ folder: URL) -> Set<String> {
    Set((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
  }

  @Test func checkpointsOfRunsInTheStoreAreRemoved() async throws {
    let folder = try TemporaryDirectory()
    let file = URL(fileURLWithPath: folder["runs.db"])
    let place = Checkpoint.folder(beside: file)
    let shelf = try DataShelf([.synthetic], from: Self.search)
    // The program was killed between the last outcome and the removal of its checkpoint.
    for trial in trials.prefix(2) {
      let checkpoint = try Checkpoint(
        of: StartTrial.kind, trial.identity, in: place,
        provenance: Checkpoint.facts(of: .current(jobs: 1)), sources: [], grace: 0)
      try Store(file).add(trial.run(on: shelf, keeping: checkpoint), of: trial, from: Sample.origin)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path).count == 2)
    let runner = Runner(jobs: 1, search: Self.search, store: try Store(file))
    _ = try await runner.run([trials[0]], title: "one")
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path).count == 1)
    _ = try await runner.run(Array(trials.prefix(3)), title: "all")
    #expect(!FileManager.default.fileExists(atPath: place.path))
  }

  /// Runs of one setting are written with what is known of its first, others with their own.
  @Test func whatIsStoredIsTheTrialsOwn() async throws {
    let folder = try TemporaryDirectory()
    func trial(_ seed: UInt64, depth: Int) -> LengthTrial {
      var trial = LengthTrial.standard
      trial.architecture = .fullyConnected(FullyConnected(.square, depth: depth))
      (trial.networks, trial.seed) = (2, seed)
      return trial
    }
    let trials = [trial(7, depth: 3), trial(0, depth: 3), trial(7, depth: 4), trial(8, depth: 3)]
    let store = try Store(URL(fileURLWithPath: folder["runner.db"]))
    let outcomes = try await Runner(jobs: 1, search: Self.search, store: store).run(trials, title: "runner")
    let plain = try Store(URL(fileURLWithPath: folder["plain.db"]))
    for (trial, outcome) in zip(trials, outcomes) { try plain.add(outcome, of: trial, from: Sample.origin) }
    func told(_ store: Store) throws -> [String: [JSONValue?]] {
      var told: [String: [JSONValue?]] = [:]
      try store.forEachTrial(in: .all) { row in
        let details = try store.details(row.run.id)
        told[try #require(details).identity] = row.columnValues
      }
      return told
    }
    #expect(try told(store) == told(plain))
    #expect(try Set(told(store).keys) == Set(trials.map { try $0.identity }))
  }

  @Test func anImpossibleTrialIsAnError() async throws {
    var trial = trials[0]
    trial.architecture = .fullyConnected(FullyConnected(.constant, depth: 2))
    let impossible = trial
    await #expect(throws: ArchitectureError.self) {
      try await Runner(jobs: 2, search: Self.search).run([impossible], title: "impossible")
    }
  }
}
