import Datasets
import Foundation
import Training
import Wording

/// Results on disk, in one SQLite file: every run that has ended, found by the identity of its trial, which is a text
/// here, as the outcome is.
///
/// A run comes in whole or not at all, and is on the disk when `add` returns, so a process may be killed at any
/// moment. Several processes of one machine may share a store; machines may not, through a network's file system.
/// Not to be used from two tasks at a time.
public final class Store {
  /// Where the store lies.
  public let file: URL
  package let database: Database
  /// Whether runs can be added.
  package let isWritable: Bool
  /// Whether the columns of trials were seen to since the store was opened.
  package var wasCompleted = false

  /// Opens a store to add to, or begins one; an older one is brought to today's form.
  ///
  /// - Parameter patience: How long to wait for another process that writes, in milliseconds.
  /// - Throws: `StoreError`.
  public init(_ file: URL, patience: Int = 10_000) throws {
    self.file = file
    isWritable = true
    do {
      let folder = file.deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw StoreError.unusable(file.path, plainReason(error))
    }
    try Self.refuseWhatIsNoStore(file)
    database = try Database(file.path, for: .writing, patience: patience)
    // Before anything is written: it may be another's database.
    _ = try Schema.version(of: database)
    try Self.keepJournal(database, patience: patience)
    // Every commit waits for the disk.
    try database.execute("PRAGMA synchronous = FULL")
    try Schema.migrate(database)
  }

  /// Sees that the file has a journal of its own, so that it is never half written and read beside a writer.
  ///
  /// SQLite does not wait for other processes when it changes the journal, as it does for all else.
  private static func keepJournal(_ database: Database, patience: Int) throws {
    let deadline = ContinuousClock.now + .milliseconds(patience)
    while true {
      do {
        // A file system that cannot have it keeps SQLite's older journal, which is as safe.
        _ = try database.query("PRAGMA journal_mode = WAL")
        return
      } catch StoreError.locked where ContinuousClock.now < deadline {
        Thread.sleep(forTimeInterval: 0.01)
      }
    }
  }

  /// Opens a store that is there already, to read; an older one is brought to today's form first.
  ///
  /// - Throws: `StoreError`.
  public init(reading file: URL, patience: Int = 10_000) throws {
    self.file = file
    isWritable = false
    guard FileManager.default.fileExists(atPath: file.path) else { throw StoreError.missing(file.path) }
    try Self.refuseWhatIsNoStore(file)
    let isFrozen = Self.isFrozen(file)
    let database = try Database(file.path, for: isFrozen ? .frozen : .reading, patience: patience)
    let isOld = try Schema.version(of: database) < Schema.steps.count
    if isOld, !isFrozen { try Schema.migrate(Database(file.path, for: .writing, patience: patience)) }
    self.database = isOld && isFrozen ? try Self.copy(of: file) : database
  }

  /// The outcomes of a trial as JSON, one for each copy of its data that it was run on, with the numbers of their runs.
  ///
  /// - Throws: `StoreError`.
  package func outcomes(
    _ kind: String, _ identity: String
  ) throws -> [(run: Int, sums: DataSums, json: String)] {
    let sql = """
      SELECT run.id, sums, json FROM run JOIN outcome ON run = run.id JOIN content ON content.id = content
      WHERE kind = ? AND identity = ? ORDER BY run.id
      """
    return try database.query(sql, [.text(kind), .text(identity)]).map { row in
      guard let id = row[0].integer, let sums = row[1].text, let json = row[2].text else {
        throw damaged("a row of outcome")
      }
      return (id, DataSums(text: sums), json)
    }
  }

  /// Adds a run and sees it to the disk; a trial that is there already, on the same data, keeps its first outcome.
  ///
  /// - Parameters:
  ///   - json: The outcome.
  ///   - identity: What sets the trial apart from the standard one of its sort.
  ///   - cells: What stands in the columns of trials that `layOut` has made; empty for no row of these.
  /// - Throws: `StoreError`; the store is then as it was.
  package func add(
    _ json: String, of identity: String, _ labels: RunLabels, _ result: RunResult, _ epochs: [EpochRecord],
    from origin: RunOrigin, cells: [DatabaseValue] = []
  ) throws {
    try database.transaction {
      guard try insertRun(identity, labels, result, origin) else { return }
      let id = try database.query("SELECT last_insert_rowid()")[0][0]
      try database.run("INSERT INTO outcome VALUES (?, ?)", [id, .text(json)])
      if !cells.isEmpty { try writeCells(cells, of: id) }
      for epoch in epochs {
        try database.run(
          "INSERT INTO epoch VALUES (?, ?, ?, ?, ?)",
          [
            id, DatabaseValue(epoch.epoch), .real(epoch.trainingLoss), .real(epoch.testLoss),
            .real(epoch.testAccuracy),
          ])
      }
    }
  }

  /// Whether the run was new.
  private func insertRun(
    _ identity: String, _ labels: RunLabels, _ result: RunResult, _ origin: RunOrigin
  ) throws -> Bool {
    let environment = try number(
      of: ["facts": try StoredJSON.encode(origin.provenance)], in: "environment")
    var data = DatabaseValue.null
    var sums = DataSums.none
    if let dataset = labels.dataset, !origin.sources.isEmpty {
      // What a program makes is the same, whatever lies on the disk.
      if DatasetName(rawValue: dataset)?.recipe == nil { sums = DataSums(origin.sources) }
      data = try number(
        of: ["dataset": dataset, "files": try StoredJSON.encode(origin.sources)], in: "data")
    }
    let changed = try database.run(
      """
      INSERT INTO run (kind, identity, dataset, initialization, depth, seed, result, epoch, step, seconds,
        finished, environment, data, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (kind, identity, content) DO NOTHING
      """,
      [
        .text(labels.kind), .text(identity), DatabaseValue(labels.dataset), .text(labels.initialization),
        // SQLite's whole numbers have a sign; the bits stay as they are.
        DatabaseValue(labels.depth), .integer(Int64(bitPattern: labels.seed)),
        .text(result.kind.rawValue), DatabaseValue(result.epoch), DatabaseValue(result.step),
        .real(origin.seconds), .text(origin.finished.formatted(.iso8601)), environment, data,
        try number(of: ["sums": sums.text], in: "content"),
      ])
    return changed == 1
  }

  /// The number of the row that holds these fields, which is added where there is none.
  private func number(of fields: KeyValuePairs<String, String>, in table: String) throws -> DatabaseValue {
    let names = fields.map(\.key)
    let values = fields.map { DatabaseValue.text($0.value) }
    let condition = names.map { "\($0) = ?" }.joined(separator: " AND ")
    func known() throws -> DatabaseValue? {
      try database.query("SELECT id FROM \(table) WHERE \(condition)", values).first?.first
    }
    if let id = try known() { return id }
    let marks = names.map { _ in "?" }.joined(separator: ", ")
    try database.run("INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(marks))", values)
    guard let id = try known() else { throw damaged("the table \(table)") }
    return id
  }

  /// An old store that lies where nothing can be written, brought to today's form in a copy that goes with this process.
  private static func copy(of file: URL) throws -> Database {
    let copy = FileManager.default.temporaryDirectory
      .appendingPathComponent("kindling-\(UUID().uuidString).db")
    defer { for ending in ["", "-wal", "-shm"] { unlink(copy.path + ending) } }
    do {
      try FileManager.default.copyItem(at: file, to: copy)
      chmod(copy.path, 0o600)
    } catch {
      throw StoreError.unusable(file.path, "cannot be copied to \(copy.path): \(plainReason(error))")
    }
    do {
      let database = try Database(copy.path, for: .writing)
      try Schema.migrate(database)
      _ = try database.query("PRAGMA wal_checkpoint(TRUNCATE)")
    }
    let database = try Database(copy.path, for: .frozen)
    // SQLite opens the file when it is first read; the open file stays when its name goes.
    _ = try Schema.version(of: database)
    return database
  }

  /// Whether nothing can be written beside the file, and no half of it lies in SQLite's own journal.
  private static func isFrozen(_ file: URL) -> Bool {
    !FileManager.default.isWritableFile(atPath: file.deletingLastPathComponent().path)
      && !FileManager.default.fileExists(atPath: file.path + "-wal")
  }

  /// SQLite would try to read a device, and takes a file of a few bytes for an empty database; a file yet to
  /// be made is none.
  private static func refuseWhatIsNoStore(_ file: URL) throws(StoreError) {
    let path = file.resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard let type = attributes?[.type] as? FileAttributeType else { return }
    if type != .typeRegular { throw .notAFile(file.path) }
    let size = (attributes?[.size] as? NSNumber)?.uint64Value ?? 0
    if (1..<512).contains(size) { throw .notADatabase(file.path) }
  }
}
