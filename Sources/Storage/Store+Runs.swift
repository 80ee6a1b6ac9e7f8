import Datasets
import Forms
import Training

extension Store {
  /// The number of runs.
  ///
  /// - Throws: `StoreError`.
  public func count(_ filter: RunFilter = RunFilter()) throws -> Int {
    let (condition, values) = filter.condition
    return try database.query("SELECT count(*) FROM run WHERE \(condition)", values)[0][0].integer ?? 0
  }

  /// Runs, the last added first.
  ///
  /// - Parameter limit: How many at most.
  /// - Throws: `StoreError`.
  public func runs(_ filter: RunFilter = RunFilter(), limit: Int = .max) throws -> [StoredRun] {
    var runs: [StoredRun] = []
    try forEachRun(filter, limit: limit) { runs.append($0) }
    return runs
  }

  /// Hands over runs one by one, the last added first; however many they are, they need no memory.
  ///
  /// - Parameter limit: How many at most.
  /// - Throws: `StoreError`, or what the body throws.
  public func forEachRun(
    _ filter: RunFilter = RunFilter(), limit: Int = .max, _ body: (StoredRun) throws -> Void
  ) throws {
    let (numbers, values) = numbers(filter, limit)
    let sql = "SELECT \(StoredRun.columns) FROM run WHERE id IN (\(numbers)) ORDER BY id DESC"
    try database.forEachRow(sql, values) { row in
      guard let run = StoredRun(row) else { throw damaged(row, "run") }
      try body(run)
    }
  }

  /// Hands over the epochs of runs one by one, the first run's first.
  ///
  /// - Parameter limit: How many runs at most, the last added.
  /// - Throws: `StoreError`, or what the body throws.
  public func forEachEpoch(
    _ filter: RunFilter = RunFilter(), limit: Int = .max, _ body: (StoredEpoch) throws -> Void
  ) throws {
    let (numbers, values) = numbers(filter, limit)
    let sql = "SELECT \(StoredEpoch.columns) FROM epoch WHERE run IN (\(numbers)) ORDER BY run, epoch"
    try database.forEachRow(sql, values) { row in
      guard let epoch = StoredEpoch(row) else { throw damaged(row, "an epoch of run") }
      try body(epoch)
    }
  }

  /// SQL that gives the numbers of runs, and its values.
  func numbers(_ filter: RunFilter, _ limit: Int) -> (sql: String, values: [DatabaseValue]) {
    let (condition, values) = filter.condition
    // The index holds all that is filtered by, so that the rows themselves are read only for what is asked for.
    let index = filter.isEmpty ? "" : "INDEXED BY run_labels"
    let sql = "SELECT id FROM run \(index) WHERE \(condition) ORDER BY id DESC LIMIT ?"
    return (sql, values + [DatabaseValue(limit)])
  }

  /// All that is known of a run; nil where there is none of this number.
  ///
  /// - Throws: `StoreError`.
  public func details(_ id: Int) throws -> RunDetails? {
    let key = [DatabaseValue(id)]
    guard let row = try database.query("SELECT \(StoredRun.columns) FROM run WHERE id = ?", key).first else {
      return nil
    }
    let texts = try database.query(
      """
      SELECT identity, json, facts, files FROM run JOIN outcome ON run = run.id
      JOIN environment ON environment.id = run.environment LEFT JOIN data ON data.id = run.data WHERE run.id = ?
      """, key)
    guard let run = StoredRun(row), let fields = texts.first, let identity = fields[0].text,
      let outcome = fields[1].text, let facts = fields[2].text,
      [identity, outcome].allSatisfy({ (try? StoredJSON.decode(JSONValue.self, from: $0)) != nil })
    else { throw damaged("run \(id)") }
    do {
      return RunDetails(
        run: run, identity: identity, outcome: outcome, epochs: try epochs(id),
        provenance: try StoredJSON.decode(from: facts),
        sources: try fields[3].text.map { try StoredJSON.decode(from: $0) } ?? [])
    } catch is DecodingError {
      throw damaged("the provenance of run \(id)")
    }
  }

  /// Deletes runs, and all that is known of them, and returns how many they were.
  ///
  /// - Throws: `StoreError`; the store is then as it was.
  @discardableResult
  public func delete(_ filter: RunFilter) throws -> Int {
    let (condition, values) = filter.condition
    return try database.transaction { try database.run("DELETE FROM run WHERE \(condition)", values) }
  }

  private func epochs(_ id: Int) throws -> [EpochRecord] {
    let sql = "SELECT \(StoredEpoch.columns) FROM epoch WHERE run = ? ORDER BY epoch"
    return try database.query(sql, [DatabaseValue(id)]).map { row in
      guard let epoch = StoredEpoch(row) else { throw damaged("the epochs of run \(id)") }
      return epoch.record
    }
  }

  /// The error of a row that begins with a run's number.
  func damaged(_ row: [DatabaseValue], _ what: String) -> StoreError {
    damaged(row.first?.integer.map { "\(what) \($0)" } ?? "a row of run")
  }

  /// The error of a part that is not as it must be.
  package func damaged(_ what: String) -> StoreError {
    .damaged(file.path, "\(what) is not of the form that this version writes")
  }
}
