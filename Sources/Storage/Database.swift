import CSQLite
import Foundation

/// An SQLite database in a file: prepared statements and transactions; the only caller of SQLite.
///
/// Not to be used from two tasks at a time.
package final class Database {
  /// What a database is opened for.
  package enum Access: Sendable {
    /// To read and write; made where there is none.
    case writing
    /// To read alone.
    case reading
    /// To read a file that nobody can be writing, for it lies where nothing can be written, not even SQLite's locks.
    case frozen

    fileprivate var flags: Int32 {
      switch self {
      case .writing: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      // A connection that may not write would leave SQLite's own files behind; query_only, below, guards the data.
      case .reading: SQLITE_OPEN_READWRITE
      case .frozen: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
      }
    }
  }

  /// Where the database lies.
  package let path: String
  private let handle: OpaquePointer
  private var statements: [String: OpaquePointer] = [:]

  /// Opens a database.
  ///
  /// - Parameter patience: How long to wait for another process that holds the file, in milliseconds.
  /// - Throws: `StoreError`.
  package init(_ path: String, for access: Access, patience: Int = 10_000) throws(StoreError) {
    let name = access == .frozen ? URL(fileURLWithPath: path).absoluteString + "?immutable=1" : path
    var handle: OpaquePointer?
    let code = sqlite3_open_v2(name, &handle, access.flags, nil)
    guard code == SQLITE_OK, let handle else {
      let error = Self.error(code, handle, path)
      sqlite3_close_v2(handle)
      throw error
    }
    self.path = path
    self.handle = handle
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, Int32(patience))
    try execute("PRAGMA foreign_keys = ON")
    if access != .writing { try execute("PRAGMA query_only = ON") }
  }

  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
    sqlite3_close_v2(handle)
  }

  /// Runs statements that need no values and give no rows.
  package func execute(_ script: String) throws(StoreError) {
    try check(sqlite3_exec(handle, script, nil, nil, nil))
  }

  /// Runs one statement and returns how many rows it changed.
  @discardableResult
  package func run(_ sql: String, _ values: [DatabaseValue] = []) throws(StoreError) -> Int {
    _ = try query(sql, values)
    return Int(sqlite3_changes64(handle))
  }

  /// The rows that a statement gives.
  package func query(
    _ sql: String, _ values: [DatabaseValue] = []
  ) throws(StoreError) -> [[DatabaseValue]] {
    let statement = try prepare(sql)
    // A statement that is not reset keeps its transaction open.
    defer { sqlite3_reset(statement) }
    try bind(values, statement)
    var rows: [[DatabaseValue]] = []
    while let row = try step(statement) { rows.append(row) }
    return rows
  }

  /// Hands over the rows that a statement gives one by one, so that they need no memory together; the body must not run
  /// the same statement.
  package func forEachRow(
    _ sql: String, _ values: [DatabaseValue] = [], _ body: ([DatabaseValue]) throws -> Void
  ) throws {
    let statement = try prepare(sql)
    defer { sqlite3_reset(statement) }
    try bind(values, statement)
    while let row = try step(statement) { try body(row) }
  }

  /// Does all of the body or nothing of it; what it writes is on the disk when this returns.
  @discardableResult
  package func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try execute("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      // SQLite has ended the transaction by itself after some errors, such as a full disk.
      if sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
      throw error
    }
  }

  private func prepare(_ sql: String) throws(StoreError) -> OpaquePointer {
    if let statement = statements[sql] { return statement }
    var statement: OpaquePointer?
    try check(sqlite3_prepare_v2(handle, sql, -1, &statement, nil))
    guard let statement else { preconditionFailure("no statement in '\(sql)'") }
    statements[sql] = statement
    return statement
  }

  /// The next row; nil after the last.
  private func step(_ statement: OpaquePointer) throws(StoreError) -> [DatabaseValue]? {
    let code = sqlite3_step(statement)
    if code == SQLITE_DONE { return nil }
    guard code == SQLITE_ROW else { throw Self.error(code, handle, path) }
    return (0..<sqlite3_column_count(statement)).map { Self.column($0, statement) }
  }

  private func bind(_ values: [DatabaseValue], _ statement: OpaquePointer) throws(StoreError) {
    for (index, value) in values.enumerated() { try bind(value, Int32(index + 1), statement) }
  }

  private func bind(_ value: DatabaseValue, _ index: Int32, _ statement: OpaquePointer) throws(StoreError) {
    switch value {
    case .null: try check(sqlite3_bind_null(statement, index))
    case .integer(let number): try check(sqlite3_bind_int64(statement, index, number))
    case .real(let number):
      precondition(!number.isNaN, "SQLite would store NaN as NULL")
      try check(sqlite3_bind_double(statement, index, number))
    case .text(let text):
      // SQLITE_TRANSIENT, a macro that Swift does not see: SQLite is to copy the text.
      let copy = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
      try check(sqlite3_bind_text(statement, index, text, Int32(text.utf8.count), copy))
    }
  }

  private static func column(_ index: Int32, _ statement: OpaquePointer) -> DatabaseValue {
    switch sqlite3_column_type(statement, index) {
    case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, index))
    case SQLITE_FLOAT: .real(sqlite3_column_double(statement, index))
    case SQLITE_TEXT: DatabaseValue(sqlite3_column_text(statement, index).map { String(cString: $0) })
    default: .null
    }
  }

  private func check(_ code: Int32) throws(StoreError) {
    if code != SQLITE_OK { throw Self.error(code, handle, path) }
  }

  /// SQLite's code and message as an error.
  private static func error(_ code: Int32, _ handle: OpaquePointer?, _ path: String) -> StoreError {
    let message = sqlite3_errmsg(handle).map { String(cString: $0) } ?? "out of memory"
    let system = handle.map { sqlite3_system_errno($0) } ?? 0
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: return .locked(path)
    case SQLITE_READONLY: return .readOnly(path)
    case SQLITE_NOTADB: return .notADatabase(path)
    // Statements are the program's own: where SQLite finds fault with one, tables are not as they must be.
    case SQLITE_CORRUPT, SQLITE_ERROR, SQLITE_MISMATCH: return .damaged(path, message)
    case SQLITE_FULL: return .full(path)
    // SQLite itself tells a full disk alone from other failures to write.
    case SQLITE_IOERR where code == SQLITE_IOERR | 3 << 8:
      return .unusable(
        path,
        "cannot be written, as where a quota or a limit on files is reached (\(message)); what it held is kept"
      )
    case SQLITE_IOERR, SQLITE_CANTOPEN:
      let reason = system == 0 ? "" : ": \(String(cString: strerror(system)).lowercased())"
      return .unusable(path, message + reason)
    default: return .unusable(path, message)
    }
  }
}
