import Datasets
import Foundation
import Storage
import TestSupport
import Testing
import Training

/// A store of every version opens; the fixture of version 1 was written by `kindling reproduce fig1b`, the first
/// program that had stores, on the synthetic set.
@Suite struct SchemaTests {
  private let folder: TemporaryDirectory
  private let old: URL

  init() throws {
    folder = try TemporaryDirectory()
    old = URL(fileURLWithPath: folder["old.db"])
    let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/version-1.db")
    try FileManager.default.copyItem(at: fixture, to: old)
  }

  /// A run that the fixture holds, and its first losses.
  private let trial = Sample.Trial(
    labels: RunLabels(kind: "start", dataset: "synthetic", initialization: "he-normal", depth: 20, seed: 1),
    identity: """
      {"architecture":{"depth":20},"criterion":{"epochLimit":40},"data":"synthetic","seed":1}
      """)

  private static let losses: [Double] = [2.3339506607055664, 2.294024071121216, 2.288910873794556]

  private func tables(_ store: Store) throws -> [[DatabaseValue]] {
    try store.database.query("SELECT name, sql FROM sqlite_schema ORDER BY name")
  }

  @Test(arguments: [true, false])
  func aStoreOfVersion1Opens(writing: Bool) throws {
    let store = try writing ? Store(old) : Store(reading: old)
    #expect(try store.count() == 12)
    let outcome = try #require(try store.outcome(of: trial))
    #expect(outcome.start == .started(epoch: 19))
    #expect(outcome.epochs.prefix(3).map(\.trainingLoss) == Self.losses)
    #expect(try Schema.version(of: store.database) == Schema.steps.count)
    #expect(try tables(store) == tables(Store(URL(fileURLWithPath: folder["new.db"]))))
  }

  @Test func imagesOfVersion1AreFoundByTheirNewNames() throws {
    let database = try Database(old.path, for: .writing)
    let identity = #"{"input":{"image":{"_0":"cifar-10","index":2}},"networks":7,"seed":5}"#
    try database.run(
      """
      INSERT INTO run (kind, identity, initialization, seed, result, seconds, finished, environment)
      SELECT 'lengths', ?, 'he-normal', 5, 'measured', 1, '2026-11-01T00:00:00Z', min(id) FROM environment
      """, [.text(identity)])
    try database.run("INSERT INTO outcome SELECT max(id), '{}' FROM run")
    let renamed = #"{"input":{"image":{"index":2,"set":"cifar-10"}},"networks":7,"seed":5}"#
    #expect(try Store(reading: old).outcomes("lengths", renamed).map(\.json) == ["{}"])
  }

  /// Stores of revision 663737e hold the files of a run's data, but do not tell runs apart by them.
  @Test func runsOfOldStoresCountForTheDataThatTheyRecorded() throws {
    var database = try Database(old.path, for: .writing)
    try Schema.migrate(database, steps: Array(Schema.steps.prefix(3)))
    let identity = Sample.trial(1).identity
    let files = String(decoding: try JSONEncoder().encode(Sample.origin.sources), as: UTF8.self)
    try database.run("INSERT INTO data (dataset, files) VALUES ('mnist', ?)", [.text(files)])
    try database.run("INSERT INTO data (dataset, files) VALUES ('mnist', 'no JSON')")
    try database.run(
      """
      INSERT INTO run (kind, identity, dataset, initialization, seed, result, epoch, seconds, finished, environment, data)
      SELECT 'start', ?, 'mnist', 'he-normal', 1, 'started', 3, 1, '2026-11-01T00:00:00Z', min(id), 1 FROM environment
      """, [.text(identity)])
    let outcome = Sample.Outcome(start: .started(epoch: 3))
    let json = String(decoding: try JSONEncoder().encode(outcome), as: UTF8.self)
    try database.run("INSERT INTO outcome SELECT max(id), ? FROM run", [.text(json)])
    database = try Database(old.path, for: .reading)
    #expect(try Schema.version(of: database) == 3)
    let store = try Store(old)
    #expect(try store.outcome(of: Sample.trial(1), on: Sample.sums) == outcome)
    #expect(try store.outcome(of: Sample.trial(1)) == nil)
    #expect(try store.outcome(of: trial)?.start == .started(epoch: 19))
    #expect(try store.count() == 13)
    #expect(try store.database.query("SELECT count(*) FROM epoch")[0][0] == .integer(87))
    #expect(try store.database.query("PRAGMA foreign_key_check").isEmpty)
    #expect(try store.database.query("PRAGMA foreign_keys") == [[.integer(1)]])
    // The same trial on other data is another run.
    var origin = Sample.origin
    origin.sources = [SourceFile(path: "/other", byteCount: 1, checksum: Checksum(of: [9]))]
    try store.add(.init(start: .censored(epoch: 5), epochs: []), of: Sample.trial(1), from: origin)
    #expect(try store.count() == 14)
  }

  /// Where nothing can be written, an old store is read in a copy.
  @Test(.enabled(if: geteuid() != 0, "the superuser may write everywhere"))
  func anOldStoreInAFolderThatCannotBeWrittenOpens() throws {
    let before = try Data(contentsOf: old)
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path)
    }
    #expect(try Store(reading: old).count() == 12)
    #expect(try Data(contentsOf: old) == before)
  }

  @Test(arguments: [-1, Int(Int32.min)])
  func aVersionBelowZeroIsDamage(version: Int) throws {
    try Database(old.path, for: .writing).execute("PRAGMA user_version = \(version)")
    let expected = "expected a schema version from 0 to \(Schema.steps.count), found \(version)"
    let error = StoreError.damaged(old.path, expected)
    #expect(throws: error) { try Store(old) }
    #expect(throws: error) { try Store(reading: old) }
  }

  @Test(arguments: [
    "DROP TABLE epoch; CREATE VIEW epoch AS SELECT 1 AS run, 1 AS epoch",
    "CREATE TRIGGER t AFTER INSERT ON run BEGIN DELETE FROM run; END",
  ])
  func viewsAndTriggersAreDamage(change: String) throws {
    try Database(old.path, for: .writing).execute(change)
    #expect {
      _ = try Store(old)
    } throws: { "\($0)".contains("damaged: expected tables and indices alone") }
  }

  /// A store that says it has tables which it has not.
  @Test(arguments: [0, 1, 3, 4])
  func tablesThatAreNotThereAreDamage(version: Int) throws {
    let file = URL(fileURLWithPath: folder["odd.db"])
    let database = try Database(file.path, for: .writing)
    try database.execute(
      "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(version); CREATE TABLE run (x)"
    )
    #expect {
      _ = try Store(file).runs()
    } throws: { "\($0)".hasPrefix("\(file.path): damaged: ") && !"\($0)".contains("\n") }
  }

  @Test func aStepToComeKeepsTheRuns() throws {
    let steps = Schema.steps + ["ALTER TABLE run ADD COLUMN note TEXT"]
    let runs = try Store(reading: old).runs()
    let database = try Database(old.path, for: .writing)
    try Schema.migrate(database, steps: steps)
    #expect(try Schema.version(of: database, steps: steps) == steps.count)
    #expect(try database.query("SELECT note FROM run").count == runs.count)
    #expect(throws: StoreError.newer(old.path, found: steps.count, known: Schema.steps.count)) {
      try Store(old)
    }
    #expect(throws: StoreError.newer(old.path, found: steps.count, known: Schema.steps.count)) {
      try Store(reading: old)
    }
  }

  @Test func aStepThatFailsLeavesTheStoreAsItWas() throws {
    let before = try Data(contentsOf: old)
    let steps = Schema.steps + ["ALTER TABLE run ADD COLUMN note TEXT; ALTER TABLE none ADD COLUMN x"]
    #expect(throws: StoreError.self) {
      try Schema.migrate(Database(old.path, for: .writing), steps: steps)
    }
    // Before it is opened: that takes the steps that do not fail.
    #expect(try Data(contentsOf: old).count == before.count)
    #expect(try Store(reading: old).count() == 12)
  }

  @Test func anotherProgramsDatabaseIsLeftAlone() throws {
    let file = URL(fileURLWithPath: folder["other.db"])
    try Database(file.path, for: .writing).execute("CREATE TABLE moz_places (id)")
    let before = try Data(contentsOf: file)
    #expect(throws: StoreError.foreign(file.path)) { try Store(file) }
    #expect(throws: StoreError.foreign(file.path)) { try Store(reading: file) }
    #expect(try Data(contentsOf: file) == before)
  }
}
