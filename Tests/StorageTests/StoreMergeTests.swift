import Datasets
import Foundation
import Storage
import TestSupport
import Testing
import Training

@Suite struct StoreMergeTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
  }

  private func url(_ name: String) -> URL {
    URL(fileURLWithPath: folder["\(name).db"])
  }

  private func outcome(_ epoch: Int) -> Sample.Outcome {
    let epochs = [EpochRecord(epoch: 1, trainingLoss: 0.1, testLoss: 1.0 / 3, testAccuracy: 0.5)]
    return Sample.Outcome(start: .started(epoch: epoch), epochs: epochs)
  }

  /// A store of runs with these seeds.
  private func store(_ name: String, _ seeds: [UInt64], jobs: Int = 1, epoch: Int = 4) throws -> Store {
    let store = try Store(url(name))
    var origin = Sample.origin
    origin.provenance.jobs = jobs
    for seed in seeds { try store.add(outcome(epoch), of: Sample.trial(seed), from: origin) }
    return store
  }

  @Test func theUnionHasEveryRunOnce() throws {
    let all = try store("a", [1, 2, 3])
    _ = try store("b", [3, 4, 5], jobs: 2)
    #expect(try all.merge(url("b")) == MergeCount(added: 2, same: 1, different: 0))
    #expect(try all.merge(url("b")) == MergeCount(added: 0, same: 3, different: 0))
    #expect(try all.count() == 5)
    for seed: UInt64 in 1...5 {
      #expect(try all.outcome(of: Sample.trial(seed), on: Sample.sums) == outcome(4))
    }
    #expect(try all.details(5)?.provenance.jobs == 2)
    #expect(try all.details(5)?.epochs == outcome(4).epochs)
    #expect(try all.details(5)?.sources == Sample.origin.sources)
    #expect(try all.database.query("PRAGMA foreign_key_check").isEmpty)
    #expect(try Store(reading: url("b")).count() == 3)
  }

  @Test func anotherOutcomeIsCountedAndNotTaken() throws {
    let all = try store("a", [1, 2])
    _ = try store("b", [2, 3], epoch: 9)
    #expect(try all.merge(url("b")) == MergeCount(added: 1, same: 0, different: 1))
    #expect(try all.outcome(of: Sample.trial(2), on: Sample.sums) == outcome(4))
  }

  /// The same trial on two copies of a set is two runs, and stays so.
  @Test func runsOfOtherDataAreOtherRuns() throws {
    let all = try store("a", [1, 2])
    let other = try Store(url("b"))
    var origin = Sample.origin
    origin.sources = [SourceFile(path: "/data/train.gz", byteCount: 5, checksum: Checksum(of: [9]))]
    try other.add(outcome(9), of: Sample.trial(2), from: origin)
    try other.add(outcome(4), of: Sample.trial(1), from: Sample.origin)
    #expect(try all.merge(url("b")) == MergeCount(added: 1, same: 1, different: 0))
    #expect(try all.merge(url("b")) == MergeCount(added: 0, same: 2, different: 0))
    #expect(try all.outcome(of: Sample.trial(2), on: Sample.sums) == outcome(4))
    #expect(try all.outcome(of: Sample.trial(2), on: DataSums(origin.sources)) == outcome(9))
    #expect(try all.outcome(of: Sample.trial(2)) == nil)
    #expect(try all.details(3)?.sources == origin.sources)
    #expect(try all.details(3)?.epochs == outcome(9).epochs)
    #expect(try all.database.query("PRAGMA foreign_key_check").isEmpty)
  }

  @Test func aFullDiskLeavesTheStoreAsItWas() throws {
    let all = try store("a", [1])
    _ = try store("b", Array(2...200))
    try all.database.execute("PRAGMA max_page_count = 14")
    #expect(throws: StoreError.full(url("a").path)) { try all.merge(url("b")) }
    #expect(try all.count() == 1)
    try all.database.execute("PRAGMA max_page_count = 100000")
    #expect(try all.merge(url("b")).added == 199)
  }

  @Test func whatIsNoStoreIsNotTaken() throws {
    let all = try store("a", [1])
    #expect(throws: StoreError.missing(url("none").path)) { try all.merge(url("none")) }
    try Database(url("other").path, for: .writing).execute("CREATE TABLE t (id)")
    #expect(throws: StoreError.foreign(url("other").path)) { try all.merge(url("other")) }
  }
}
