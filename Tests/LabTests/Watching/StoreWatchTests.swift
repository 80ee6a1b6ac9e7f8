import Datasets
import Foundation
import Lab
import Storage
import TestSupport
import Testing
import Training

/// A watch tells what stores hold while others write them.
@Suite struct StoreWatchTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
  }

  /// Three runs of each of two depths.
  private static let text = """
    {name: "watched", title: "Two depths", kind: "start", trial: {data: "synthetic"}, seeds: {from: 1, count: 3},
      axes: [{field: "depth", values: [2, 9]}]}
    """

  private func experiment() throws -> Experiment { try Experiment(text: Self.text, source: "test") }

  /// The trials: depth 2 with seeds 1 to 3, then depth 9 with the same.
  private func trials() throws -> [StartTrial] { try Grid<StartTrial>(experiment()).trials }

  private func file(_ name: String = "runs.db") -> URL { URL(fileURLWithPath: folder[name]) }

  private func add(
    _ trial: StartTrial, _ start: Start = .started(epoch: 1), to store: Store, seconds: Double = 1,
    finished: Double = 1000, jobs: Int = 2
  ) throws {
    let origin = RunOrigin(
      provenance: .current(jobs: jobs, environment: [:]), sources: [], seconds: seconds,
      finished: Date(timeIntervalSince1970: finished))
    try store.add(.init(start: start, epochs: []), of: trial, from: origin)
  }

  @Test func eachLookTellsWhatIsNew() throws {
    let store = try Store(file())
    let watch = try StoreWatch([file()])
    #expect(try watch.look().experiments.isEmpty)
    #expect(try !watch.look().isDone)
    try store.note(experiment(), command: "test")
    let empty = try #require(watch.look().experiments.first)
    #expect(empty.name == "watched" && empty.title == "Two depths")
    #expect((empty.runs, empty.done, empty.underWay) == (6, 0, 0))
    #expect(empty.secondsLeft == nil && empty.secondsSinceFirst == nil)

    let trials = try trials()
    let fates: [Start] = [.started(epoch: 7), .censored(epoch: 100), .diverged(step: 3)]
    for (trial, fate) in zip(trials, fates) { try add(trial, fate, to: store, seconds: 3, finished: 1000) }
    // A run of another experiment.
    try add(Sample.trial(1), to: store)
    let half = try watch.look(at: Date(timeIntervalSince1970: 1010))
    #expect(half.runs == 4)
    #expect(half.lastRuns.map(\.id) == [4, 3, 2, 1])
    #expect(half.secondsQuiet == 10)
    let status = try #require(half.experiments.first)
    #expect((status.started, status.censored, status.diverged, status.measured) == (1, 1, 1, 0))
    #expect(status.secondsSinceFirst == 13)
    // Three runs that cost more, two at a time.
    #expect(
      try abs(#require(status.secondsLeft) - 3 * trials[3].cost / trials[0].cost * 3 / 2) < 1e-9)

    try add(trials[3], to: store, seconds: 20, finished: 1020)
    let most = try #require(watch.look(at: Date(timeIntervalSince1970: 1030)).experiments.first)
    // The two that are left take as long as their sister.
    #expect(most.secondsLeft == 20)
    for trial in trials[4...] { try add(trial, to: store, seconds: 8, finished: 1040) }
    let all = try watch.look(at: Date(timeIntervalSince1970: 5000))
    #expect(all.isDone)
    #expect(all.experiments.map(\.done) == [6])
    #expect(all.experiments[0].secondsSinceFirst == 43)
    #expect(all.experiments[0].secondsLeft == nil)
    #expect(all.lastRuns.count == 5)
  }

  /// The runs at a time are summed over stores, and times over runs.
  @Test(arguments: [
    "UPDATE environment SET facts = json_set(facts, '$.jobs', 9223372036854775807)",
    "UPDATE environment SET facts = json_set(facts, '$.jobs', -1)", "UPDATE run SET seconds = 1e308",
    "UPDATE run SET seconds = -1", "UPDATE run SET finished = 'never'", "UPDATE environment SET facts = 'x'",
  ])
  func whatCannotBeIsDamage(change: String) throws {
    let store = try Store(file())
    try store.note(experiment(), command: "test")
    try add(trials()[0], to: store)
    try store.database.execute(change)
    #expect {
      _ = try StoreWatch([file()]).look()
    } throws: { "\($0)".hasPrefix("\(file().path): damaged: ") }
  }

  @Test func anExperimentNotedLaterFindsItsRuns() throws {
    let store = try Store(file())
    for trial in try trials().prefix(2) { try add(trial, to: store) }
    let watch = try StoreWatch([file()])
    #expect(try watch.look().runs == 2)
    try store.note(experiment(), command: "test")
    #expect(try watch.look().experiments.map(\.done) == [2])
  }

  @Test func deletedRunsAreNotDone() throws {
    let store = try Store(file())
    try store.note(experiment(), command: "test")
    for trial in try trials() { try add(trial, to: store) }
    let watch = try StoreWatch([file()])
    #expect(try watch.look().isDone)
    var filter = RunFilter()
    filter.depth = 9
    try store.delete(filter)
    let status = try watch.look()
    #expect(status.runs == 3)
    #expect(status.experiments.map(\.done) == [3])
  }

  @Test func partsAreTakenTogetherAndNoRunTwice() throws {
    let trials = try trials()
    let files = ["shard-1-of-2.db", "shard-2-of-2.db"].map(file)
    for (file, part) in zip(files, [trials[0..<4], trials[3..<5]]) {
      let store = try Store(file)
      try store.note(experiment(), command: "test")
      for trial in part { try add(trial, to: store, seconds: 4, jobs: 1) }
    }
    let watch = try StoreWatch(files)
    let status = try watch.look()
    #expect(status.runs == 5)
    #expect(status.lastRuns.count == 5)
    #expect(status.stores == files.map(\.path))
    #expect(status.experiments.map(\.runs) == [6])
    #expect(status.experiments.map(\.done) == [5])
    #expect(status.experiments.map(\.secondsLeft) == [4])
    try add(trials[5], to: try Store(files[0]))
    #expect(try watch.look().isDone)
  }

  @Test func runsUnderWayAreThoseWithACheckpoint() throws {
    let store = try Store(file())
    try store.note(experiment(), command: "test")
    let watch = try StoreWatch([file()])
    let shelf = try DataShelf([.synthetic], from: DataSearch(places: []))
    // The second is of no experiment.
    for trial in [try trials()[0], Sample.trial(1)] {
      let checkpoint = try Checkpoint(
        of: StartTrial.kind, trial.identity, in: Checkpoint.folder(beside: file()),
        provenance: Checkpoint.facts(of: .current(jobs: 1)), sources: [], grace: 0)
      var trainer = try trial.trainer(on: shelf[.synthetic])
      _ = try trainer.runEpoch()
      try checkpoint.keep(trainer.state(), epoch: 1)
    }
    let status = try watch.look()
    #expect(status.experiments.map(\.underWay) == [1])
    let quiet = try #require(status.secondsQuiet)
    #expect(quiet < 60)
    // For a moment the checkpoint of a run that has ended is there still.
    try add(trials()[0], to: store)
    #expect(try watch.look().experiments.map(\.underWay) == [0])
  }

  @Test func aStoreThatIsGoneIsAnError() throws {
    #expect(throws: StoreError.missing(file().path)) { try StoreWatch([file()]) }
    _ = try Store(file())
    let watch = try StoreWatch([file()])
    _ = try watch.look()
    try FileManager.default.removeItem(at: file())
    #expect(throws: StoreError.missing(file().path)) { try watch.look() }
  }
}
