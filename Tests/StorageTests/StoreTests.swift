import Foundation
import Storage
import TestSupport
import Testing
import Training

@Suite struct StoreTests {
  private let folder: TemporaryDirectory
  private let file: URL

  init() throws {
    folder = try TemporaryDirectory()
    file = URL(fileURLWithPath: folder["runs.db"])
  }

  private let outcome = Sample.Outcome(
    start: .started(epoch: 2),
    epochs: [
      EpochRecord(epoch: 1, trainingLoss: 0.1 + 0.2, testLoss: .leastNonzeroMagnitude, testAccuracy: 0.1),
      EpochRecord(epoch: 2, trainingLoss: 1.0 / 3, testLoss: .greatestFiniteMagnitude, testAccuracy: 1),
    ])

  @Test func whatIsAddedIsThereNextTimeBitForBit() throws {
    let file = URL(fileURLWithPath: folder["deep/er/runs.db"])
    let store = try Store(file)
    #expect(try store.outcome(of: Sample.trial(1), on: Sample.sums) == nil)
    try store.add(outcome, of: Sample.trial(1), from: Sample.origin)
    #expect(try store.outcome(of: Sample.trial(1), on: Sample.sums) == outcome)
    let again = try Store(file)
    #expect(try again.outcome(of: Sample.trial(1), on: Sample.sums) == outcome)
    #expect(try again.outcome(of: Sample.trial(2), on: Sample.sums) == nil)
    #expect(try again.details(1)?.epochs == outcome.epochs)
    #expect(try again.details(1)?.provenance == Sample.origin.provenance)
    #expect(try again.details(1)?.sources == Sample.origin.sources)
  }

  @Test func aTrialKeepsItsFirstOutcome() throws {
    let store = try Store(file)
    try store.add(outcome, of: Sample.trial(1), from: Sample.origin)
    let other = Sample.Outcome(start: .censored(epoch: 9))
    try store.add(other, of: Sample.trial(1), from: Sample.origin)
    #expect(try store.outcome(of: Sample.trial(1), on: Sample.sums) == outcome)
    #expect(try store.count() == 1)
  }

  /// JSON has no infinite numbers; a store has.
  @Test(arguments: [Double.infinity, -.infinity]) func numbersBeyondJSONComeBackAsSuch(loss: Double) throws {
    let epoch = EpochRecord(epoch: 1, trainingLoss: loss, testLoss: loss, testAccuracy: 0)
    let outcome = Sample.Outcome(start: .censored(epoch: 1), epochs: [epoch])
    let store = try Store(file)
    try store.add(outcome, of: Sample.trial(1), from: Sample.origin)
    #expect(try store.outcome(of: Sample.trial(1), on: Sample.sums) == outcome)
  }

  @Test func documentsAreNotedOnce() throws {
    let store = try Store(file)
    for (document, command) in [("one", "a"), ("two", "b"), ("one", "c")] {
      try store.note(document, command: command)
    }
    #expect(try store.documents().map { "\($0.id) \($0.document) \($0.command)" } == ["1 one a", "2 two b"])
  }

  @Test func twoProcessesShareAStore() throws {
    let (one, two) = (try Store(file), try Store(file))
    try one.add(outcome, of: Sample.trial(1), from: Sample.origin)
    try two.add(outcome, of: Sample.trial(2), from: Sample.origin)
    #expect(try one.count() == 2)
    #expect(try Store(reading: file).count() == 2)
  }

  @Test func aLockedStoreLosesNothing() throws {
    let store = try Store(file, patience: 1)
    try store.add(outcome, of: Sample.trial(1), from: Sample.origin)
    let other = try Database(file.path, for: .writing)
    try other.transaction {
      #expect(throws: StoreError.locked(file.path)) {
        try store.add(outcome, of: Sample.trial(2), from: Sample.origin)
      }
      let found = try store.outcome(of: Sample.trial(1), on: Sample.sums)
      #expect(found == outcome)
    }
    try store.add(outcome, of: Sample.trial(2), from: Sample.origin)
    #expect(try store.count() == 2)
  }

  @Test func aFullDiskLosesNothing() throws {
    let store = try Store(file)
    try store.database.execute("PRAGMA max_page_count = 40")
    var kept = 0
    #expect(throws: StoreError.full(file.path)) {
      for seed in 0..<1_000_000 {
        try store.add(outcome, of: Sample.trial(UInt64(seed)), from: Sample.origin)
        kept += 1
      }
    }
    #expect(kept > 10)
    let again = try Store(file)
    #expect(try again.count() == kept)
    #expect(try again.database.query("PRAGMA integrity_check") == [[.text("ok")]])
  }

  @Test func aReaderCannotAdd() throws {
    _ = try Store(file)
    #expect(throws: StoreError.readOnly(file.path)) {
      try Store(reading: file).add(outcome, of: Sample.trial(1), from: Sample.origin)
    }
  }

  @Test(arguments: ["not a database, but long enough to be looked at\n", #"{"kind":"start"}"# + "\n"])
  func whatIsNoStoreIsRefused(text: String) throws {
    let data = Data(String(repeating: text, count: 100).utf8)
    try data.write(to: file)
    #expect(throws: StoreError.notADatabase(file.path)) { try Store(file) }
    #expect(throws: StoreError.notADatabase(file.path)) { try Store(reading: file) }
    #expect(try Data(contentsOf: file) == data)
  }

  @Test func aDirectoryAndNothingAreRefused() throws {
    #expect(throws: StoreError.notAFile(folder.path)) { try Store(URL(fileURLWithPath: folder.path)) }
    #expect(throws: StoreError.missing(file.path)) { try Store(reading: file) }
    #expect(!FileManager.default.fileExists(atPath: file.path))
  }

  @Test func damageIsToldOf() throws {
    let store = try Store(file)
    for seed: UInt64 in 0..<50 { try store.add(outcome, of: Sample.trial(seed), from: Sample.origin) }
    _ = try store.database.query("PRAGMA wal_checkpoint(TRUNCATE)")
    var bytes = try Data(contentsOf: file)
    bytes.replaceSubrange(4096..., with: Data(repeating: 0xA5, count: bytes.count - 4096))
    let copy = URL(fileURLWithPath: folder["copy.db"])
    try bytes.write(to: copy)
    #expect(throws: StoreError.damaged(copy.path, "database disk image is malformed")) {
      _ = try Store(reading: copy).runs()
    }
  }

  @Test func everyErrorIsOneLineThatNamesTheFile() {
    let errors: [StoreError] = [
      .missing("a.db"), .notAFile("a.db"), .locked("a.db"), .readOnly("a.db"), .notADatabase("a.db"),
      .foreign("a.db"), .newer("a.db", found: 9, known: 1), .full("a.db"), .damaged("a.db", "why"),
      .unreadableOutcome("a.db", run: 1, "why"), .unusable("a.db", "why"), .damaged("a.db", "two\nlines"),
      .missing("a.db: " + String(repeating: "x", count: 200_000)),
      .unusable("a.db", String(repeating: "\n", count: 9)),
    ]
    for error in errors {
      #expect("\(error)".hasPrefix("a.db: "))
      #expect(!"\(error)".contains("\n"))
      #expect("\(error)".utf8.count < 2500)
    }
  }

  /// SQLite takes a file of so few bytes for an empty database, and would make a store of it.
  @Test(arguments: [1, 2, 100, 511])
  func aFileOfAFewBytesIsNoStore(size: Int) throws {
    try Data(repeating: 65, count: size).write(to: file)
    #expect(throws: StoreError.notADatabase(file.path)) { try Store(file) }
    #expect(throws: StoreError.notADatabase(file.path)) { try Store(reading: file) }
    #expect(try Data(contentsOf: file).count == size)
  }

  @Test func anEmptyFileIsAStoreToBe() throws {
    try Data().write(to: file)
    #expect(try Store(file).count() == 0)
  }

  /// Wherever a bit of the tables' description is another, one line says that the store is damaged, or all
  /// is as before.
  @Test func aBitOfTheSchemaThatIsAnotherIsToldInOneLine() throws {
    let store = try Store(file)
    try store.add(outcome, of: Sample.trial(1), from: Sample.origin)
    _ = try store.database.query("PRAGMA wal_checkpoint(TRUNCATE)")
    let bytes = try Data(contentsOf: file)
    let text = try #require(bytes.range(of: Data("CREATE TABLE \"run\"".utf8)))
    let copy = URL(fileURLWithPath: folder["copy.db"])
    var told = 0
    for place in stride(from: text.lowerBound, to: text.lowerBound + 1200, by: 7) {
      var damaged = bytes
      damaged[place] ^= 0x11
      try damaged.write(to: copy)
      do {
        let other = try Store(reading: copy)
        _ = try (other.runs(), other.outcome(of: Sample.trial(1)), other.account(), other.details(1))
      } catch {
        let line = "\(error)"
        #expect(error is StoreError && line.hasPrefix("\(copy.path): "), "\(line)")
        #expect(!line.contains("\n") && line.utf8.count < 700, "\(line)")
        told += 1
      }
    }
    #expect(told > 50)
  }

  @Test(arguments: [
    "epoch = -1 WHERE id = 1", "epoch = 0", "seconds = -1", "seconds = 1e300", "seconds = 'x'", "seed = 1.5",
    "depth = 'x', seed = 'y'",
  ])
  func aRunThatCannotBeIsToldByItsNumber(change: String) throws {
    let store = try Store(file)
    try store.add(outcome, of: Sample.trial(1), from: Sample.origin)
    try store.database.execute("UPDATE run SET \(change)")
    #expect {
      _ = try store.runs()
    } throws: { "\($0)".contains(": damaged: run 1 is not of the form that this version writes") }
  }
}
