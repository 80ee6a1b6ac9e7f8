import Datasets
import Forms
import Foundation
import Lab
import TestSupport
import Testing
import Training

/// What is found of runs depends on the bytes of their data: a run on one copy of a set never counts for another.
@Suite struct StoredOutcomesTests {
  private let copies: TwoCopies

  init() throws { copies = try TwoCopies() }

  private func run(_ seeds: ClosedRange<UInt64>, on search: DataSearch) async throws -> [StartTrial.Outcome] {
    try await Runner(jobs: 2, search: search, store: copies.store()).run(
      seeds.map(copies.trial), title: "test")
  }

  /// The same without a store.
  private func fresh(_ seeds: ClosedRange<UInt64>, on search: DataSearch) async throws -> [StartTrial.Outcome]
  {
    try await Runner(jobs: 2, search: search).run(seeds.map(copies.trial), title: "test")
  }

  private func found(_ seeds: ClosedRange<UInt64>, _ search: DataSearch) throws -> StoredOutcomes<StartTrial>
  {
    try StoredOutcomes(of: seeds.map(copies.trial), in: copies.store(), search: search)
  }

  @Test func runsOfOneCopyDoNotCountForAnother() async throws {
    let (a, b) = (copies.search("a"), copies.search("b"))
    let (onA, onB) = (try await fresh(1...4, on: a), try await fresh(1...4, on: b))
    #expect(zip(onA, onB).allSatisfy { $0 != $1 })
    #expect(try await run(1...2, on: a) == Array(onA.prefix(2)))
    #expect(try await run(1...4, on: b) == onB)
    #expect(try copies.store().count() == 6)
    // Both are found again, and nothing is run.
    #expect(try await run(1...2, on: a) == Array(onA.prefix(2)))
    #expect(try await run(1...4, on: b) == onB)
    #expect(try copies.store().count() == 6)
    let estimate = try TimeEstimate(
      of: (1...4).map(copies.trial), jobs: 1, search: a, store: copies.store())
    #expect((estimate.runs, estimate.found) == (4, 2))
  }

  @Test func whereTheDataAreGoneRunsOfOneCopyCount() async throws {
    let onA = try await run(1...2, on: copies.search("a"))
    #expect(try await run(1...2, on: copies.nowhere) == onA)
    await #expect(throws: DataError.missing(set: .mnist, places: [])) {
      try await run(1...3, on: copies.nowhere)
    }
    _ = try await run(2...2, on: copies.search("b"))
    let file = copies.folder["runs.db"]
    await #expect(throws: LabError.severalCopies(set: .mnist, count: 2, file: file)) {
      try await run(1...2, on: copies.nowhere)
    }
    // A copy in a directory given by name must be there.
    await #expect(throws: DataError.self) {
      try await run(1...1, on: copies.search("none", isNamed: true))
    }
  }

  /// Runs that recorded no files count only where nothing says that they should not.
  @Test func runsThatRecordedNothingDoNotCountForDataThatAreThere() async throws {
    let invented = StartTrial.Outcome(start: .started(epoch: 2), epochs: [])
    var origin = Sample.origin
    origin.sources = []
    try copies.store().add(invented, of: copies.trial(1), from: origin)
    #expect(try found(1...1, copies.nowhere).outcomes == [invented])
    #expect(try found(1...1, copies.search("a")).outcomes == [invented])
    #expect(try await run(1...1, on: copies.nowhere) == [invented])
    #expect(try await run(1...1, on: copies.search("a")) != [invented])
    #expect(try copies.store().count() == 2)
  }

  @Test func aReaderPoolsNoCopies() async throws {
    let onA = try await run(1...3, on: copies.search("a"))
    #expect(try found(1...4, copies.nowhere).outcomes == onA + [nil])
    #expect(try found(1...4, copies.search("b")).outcomes == onA + [nil])
    // The copy that the user names counts alone.
    let named = try found(1...4, copies.search("b", isNamed: true))
    #expect(named.outcomes == [nil, nil, nil, nil])
    #expect(named.leftOut == [.mnist: 3])
    let onB = try await run(2...3, on: copies.search("b"))
    #expect(throws: LabError.self) { try found(1...4, copies.nowhere) }
    let some = try found(1...4, copies.search("b"))
    #expect(some.outcomes == [nil] + onB + [nil])
    #expect(
      some.leftOutLine
        == "3 runs of another copy of MNIST left out: the SHA-256 of the files is not the same")
    #expect(try found(1...3, copies.search("a")).leftOut == [.mnist: 2])
  }

  @Test func theoryIsNotShownAnotherCopy() async throws {
    _ = try await run(1...1, on: copies.search("a"))
    let known = try found(1...1, copies.search("b"))
    let (a, b) = (
      try DataShelf([.mnist], from: copies.search("a")), try DataShelf([.mnist], from: copies.search("b"))
    )
    try known.check(a)
    #expect(throws: LabError.otherCopy(set: .mnist)) { try known.check(b) }
  }

  @Test func aCopyThatIsWrittenAnewIsAnother() async throws {
    let before = try await run(1...1, on: copies.search("a"))
    try copies.write("a", 13)
    #expect(try await run(1...1, on: copies.search("a")) != before)
    #expect(try copies.sums("a") == copies.sums("b"))
    #expect(try await run(1...1, on: copies.search("b")) == run(1...1, on: copies.search("a")))
    #expect(try copies.store().count() == 2)
  }

  /// Regions and lengths of images are keyed by the data as training is; random vectors by nothing.
  @Test func otherSortsOfTrialsAreKeyedByTheirData() async throws {
    var trial = LengthTrial.standard
    trial.networks = 5
    trial.input = .image(set: .mnist, index: 3)
    var plain = LengthTrial.standard
    plain.networks = 5
    for name in ["a", "b"] {
      let runner = Runner(jobs: 1, search: copies.search(name), store: try copies.store())
      let outcomes = try await runner.run([trial, plain], title: "test")
      #expect(try copies.store().outcome(of: trial, on: copies.sums(name)) == outcomes[0])
      #expect(try copies.store().outcome(of: plain) == outcomes[1])
    }
    #expect(try copies.store().count() == 3)
  }

  /// A copy may have fewer images than the published set.
  @Test func anImageThatACopyLacksIsRefused() async throws {
    var trial = LengthTrial.standard
    trial.input = .image(set: .mnist, index: 40)
    let lacking = trial
    let runner = Runner(jobs: 1, search: copies.search("a"))
    await #expect {
      try await runner.run([lacking], title: "test")
    } throws: { error in
      let error = error as? FieldError
      return error?.expected == "0 to 39, as mnist has" && error?.found == "40"
    }
  }

  @Test func aWatchTellsCopiesApart() async throws {
    let text = """
      {name: "w", title: "Runs", kind: "start", trial: {batchSize: 10, criterion: {accuracy: 0.9, epochLimit: 2}},
        seeds: {from: 1, count: 3}, axes: [{field: "depth", values: [2]}, {field: "width", values: [6]}]}
      """
    let experiment = try Experiment(text: text, source: "test")
    let trials = try Grid<StartTrial>(experiment).trials
    let store = try copies.store()
    try store.note(experiment, command: "test")
    let watch = try StoreWatch([store.file])
    #expect(try watch.look().experiments.map(\.done) == [0])
    _ = try await Runner(jobs: 1, search: copies.search("a"), store: store).run(trials, title: "test")
    let one = try watch.look()
    #expect(one.experiments.map(\.done) == [3] && one.isDone)
    #expect(one.experiments[0].title == "Runs")
    _ = try await Runner(jobs: 1, search: copies.search("b"), store: store).run(
      Array(trials.prefix(2)), title: "test")
    let two = try watch.look()
    #expect(two.experiments.map(\.done) == [3, 2] && !two.isDone)
    #expect(
      try two.experiments.map(\.title)
        == ["a", "b"].map { "Runs, copy \(try copies.sums($0).mark) of MNIST" })
  }
}
