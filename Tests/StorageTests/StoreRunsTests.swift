import Foundation
import Storage
import TestSupport
import Testing
import Training

@Suite struct StoreRunsTests {
  private let folder: TemporaryDirectory
  private let store: Store

  /// Three initialisations, two depths, three fates each, and one measurement of lengths.
  init() throws {
    folder = try TemporaryDirectory()
    store = try Store(URL(fileURLWithPath: folder["runs.db"]))
    let fates: [Start] = [.started(epoch: 7), .censored(epoch: 100), .diverged(step: 3)]
    for initialization in ["he-normal", "lecun-uniform", "orthogonal"] {
      for depth in [5, 20] {
        for (seed, start) in fates.enumerated() {
          let trial = Sample.trial(UInt64(seed), initialization, depth: depth)
          let epochs = [EpochRecord(epoch: 1, trainingLoss: 2, testLoss: 3, testAccuracy: 0.5)]
          try store.add(.init(start: start, epochs: epochs), of: trial, from: Sample.origin)
        }
      }
    }
    try store.addLengths()
  }

  @Test func runsAreListedTheLastFirst() throws {
    let runs = try store.runs()
    #expect(runs.map(\.id) == (1...19).reversed())
    #expect(try store.runs(limit: 2).map(\.id) == [19, 18])
    #expect(runs[0].labels == Sample.lengths.labels)
    #expect(runs[18].labels == Sample.trial(0, depth: 5).labels)
    #expect(runs[18].finished == "2001-09-09T01:46:40Z")
    #expect(runs[18].seconds == 1.5)
  }

  @Test func everyFilterLetsItsOwnThrough() throws {
    func count(_ change: (inout RunFilter) -> Void) throws -> Int {
      var filter = RunFilter()
      change(&filter)
      let runs = try store.runs(filter)
      #expect(try store.count(filter) == runs.count)
      return runs.count
    }
    #expect(try count { _ in } == 19)
    #expect(try count { $0.kind = "start" } == 18)
    #expect(try count { $0.dataset = "mnist" } == 18)
    #expect(try count { $0.dataset = "cifar-10" } == 0)
    #expect(try count { $0.initialization = "orthogonal" } == 6)
    #expect(try count { $0.depth = 20 } == 9)
    #expect(try count { $0.result = .diverged } == 6)
    #expect(try count { ($0.depth, $0.result) = (5, .started) } == 3)
  }

  @Test func resultsComeBackWithEpochOrStep() throws {
    #expect(
      try store.runs().suffix(3).map(\.result) == [
        .diverged(step: 3), .censored(epoch: 100), .started(epoch: 7),
      ])
  }

  @Test func epochsOfTheRunsThatPassComeOneByOne() throws {
    func runs(_ filter: RunFilter, limit: Int = .max) throws -> [Int] {
      var runs: [Int] = []
      try store.forEachEpoch(filter, limit: limit) { epoch in
        #expect(epoch.record == EpochRecord(epoch: 1, trainingLoss: 2, testLoss: 3, testAccuracy: 0.5))
        runs.append(epoch.run)
      }
      return runs
    }
    var filter = RunFilter()
    #expect(try runs(filter) == Array(1...18))
    // Run 19 measured lengths.
    #expect(try runs(filter, limit: 3) == [17, 18])
    (filter.depth, filter.result) = (20, .diverged)
    #expect(try runs(filter) == [6, 12, 18])
    #expect(try runs(filter, limit: 2) == [12, 18])
  }

  @Test func epochsCanBeAskedFor() throws {
    let sql = "SELECT count(*), avg(test_accuracy) FROM epoch JOIN run ON id = run WHERE depth = 5"
    #expect(try store.database.query(sql) == [[.integer(9), .real(0.5)]])
  }

  @Test func detailsAreAllThereIs() throws {
    let details = try #require(try store.details(3))
    #expect(details.run.result == .diverged(step: 3))
    #expect(details.identity == Sample.trial(2, depth: 5).identity)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(details.json.utf8)) as? [String: Any])
    #expect(Set(json.keys) == ["run", "trial", "outcome", "provenance", "data"])
    #expect(try store.details(99) == nil)
  }

  @Test func deletingTakesAllOfARun() throws {
    var filter = RunFilter()
    filter.result = .censored
    #expect(try store.delete(filter) == 6)
    #expect(try store.delete(filter) == 0)
    #expect(try store.count() == 13)
    #expect(try store.database.query("SELECT count(*) FROM epoch") == [[.integer(12)]])
    #expect(try store.database.query("SELECT count(*) FROM outcome") == [[.integer(13)]])
    #expect(try store.outcome(of: Sample.trial(1, depth: 5), on: Sample.sums) == nil)
  }

  @Test func aSeedOfAllBitsComesBack() throws {
    let outcome = Sample.Outcome(start: .censored(epoch: 1))
    try store.add(outcome, of: Sample.trial(.max), from: Sample.origin)
    #expect(try store.runs(limit: 1)[0].labels.seed == .max)
  }
}
