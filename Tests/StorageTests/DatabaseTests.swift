import Foundation
import Storage
import TestSupport
import Testing

@Suite struct DatabaseTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
  }

  private func database(_ access: Database.Access = .writing, patience: Int = 0) throws -> Database {
    try Database(folder["a b?.db"], for: access, patience: patience)
  }

  @Test func valuesComeBackAsTheyWent() throws {
    let values: [DatabaseValue] = [
      .null, .integer(.min), .integer(.max), .real(0.1), .real(-.infinity), .real(.leastNonzeroMagnitude),
      .text(""), .text("‖act_j‖²; it's"),
    ]
    let database = try database()
    try database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, value)")
    for value in values { #expect(try database.run("INSERT INTO t (value) VALUES (?)", [value]) == 1) }
    #expect(try database.query("SELECT value FROM t ORDER BY id").map { $0[0] } == values)
    for access in [Database.Access.reading, .frozen] {
      let reader = try Database(database.path, for: access)
      #expect(try reader.query("SELECT value FROM t ORDER BY id").map { $0[0] } == values)
    }
  }

  @Test func aTransactionThatFailsLeavesNothing() throws {
    let database = try database()
    try database.execute("CREATE TABLE t (value UNIQUE)")
    #expect(throws: StoreError.unusable(database.path, "UNIQUE constraint failed: t.value")) {
      try database.transaction {
        try database.run("INSERT INTO t VALUES (1)")
        try database.run("INSERT INTO t VALUES (1)")
      }
    }
    #expect(try database.query("SELECT * FROM t").isEmpty)
    try database.transaction { _ = try database.run("INSERT INTO t VALUES (1)") }
    #expect(try database.query("SELECT * FROM t").count == 1)
  }

  @Test func rowsAreHandedOverOneByOne() throws {
    struct Enough: Error {}
    let database = try database()
    try database.execute("CREATE TABLE t (value); INSERT INTO t VALUES (1), (2), (3)")
    var seen: [Int] = []
    #expect(throws: Enough.self) {
      try database.forEachRow("SELECT value FROM t WHERE value >= ?", [.integer(2)]) { row in
        seen.append(row[0].integer ?? 0)
        throw Enough()
      }
    }
    #expect(seen == [2])
    // A statement left in the midst of its rows would keep the table from being dropped.
    try database.execute("DROP TABLE t")
  }

  @Test func referencesAreKeptSound() throws {
    let database = try database()
    try database.execute("CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a (id))")
    #expect(throws: StoreError.self) { try database.run("INSERT INTO b VALUES (1)") }
  }

  @Test func aLockedFileIsAnErrorAfterSomePatience() throws {
    let first = try database()
    try first.execute("CREATE TABLE t (value)")
    let second = try database(patience: 1)
    try first.transaction {
      #expect(throws: StoreError.locked(first.path)) {
        try second.transaction { _ = try second.run("INSERT INTO t VALUES (1)") }
      }
    }
  }

  @Test func aReaderWritesNothing() throws {
    try database().execute("CREATE TABLE t (value)")
    for access in [Database.Access.reading, .frozen] {
      let reader = try database(access)
      #expect(throws: StoreError.readOnly(reader.path)) { try reader.run("INSERT INTO t VALUES (1)") }
    }
  }

  @Test func aFullDiskLosesNothing() throws {
    let database = try database()
    try database.execute("CREATE TABLE t (value); INSERT INTO t VALUES ('kept')")
    try database.execute("PRAGMA max_page_count = 4")
    let long = DatabaseValue.text(String(repeating: "x", count: 100_000))
    #expect(throws: StoreError.full(database.path)) {
      try database.transaction { _ = try database.run("INSERT INTO t VALUES (?)", [long]) }
    }
    #expect(try database.query("SELECT value FROM t") == [[.text("kept")]])
    #expect(try database.query("PRAGMA integrity_check") == [[.text("ok")]])
  }

  @Test func whatCannotBeOpenedSaysWhy() throws {
    #expect {
      _ = try Database(folder["none/x.db"], for: .writing)
    } throws: {
      "\($0)" == "\(folder["none/x.db"]): unable to open database file: no such file or directory"
    }
  }
}
