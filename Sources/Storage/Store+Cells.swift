extension Store {
  /// What stands in the columns of trials, given the kind of a run, its identity without the seed, and its outcome; nil where
  /// that cannot be told.
  package typealias Cells = (_ kind: String, _ setting: String, _ outcome: String) throws -> [DatabaseValue]?

  /// Hands over runs one by one, the last added first, with what stands in columns of trials.
  ///
  /// Of a run that the table of trials lacks, and of every run where it lacks one of the columns, as where the file may
  /// only be read, that is made anew.
  ///
  /// - Parameters:
  ///   - limit: How many at most.
  ///   - cells: What makes it.
  /// - Throws: `StoreError`, or what the body throws.
  package func forEachRun(
    with columns: [String], _ filter: RunFilter, limit: Int, cells: Cells,
    _ body: (StoredRun, [DatabaseValue]) throws -> Void
  ) throws {
    let (numbers, values) = numbers(filter, limit)
    let sql = """
      SELECT \(Self.listed), \(try known(columns)) FROM run LEFT JOIN trial ON trial.run = run.id
      WHERE run.id IN (\(numbers)) ORDER BY run.id DESC
      """
    try database.forEachRow(sql, values) { row in
      guard let run = StoredRun(Array(row.prefix(Self.width))) else { throw damaged(row, "run") }
      try body(run, try row[Self.width] == .null ? made(run.id, cells) : Array(row.dropFirst(Self.width + 1)))
    }
  }

  /// Hands over the epochs of runs one by one, the first run's first, with their runs and what stands in columns of trials.
  ///
  /// - Parameters:
  ///   - limit: How many runs at most, the last added.
  ///   - cells: What makes that of a run that the table of trials lacks.
  /// - Throws: `StoreError`, or what the body throws.
  package func forEachEpoch(
    with columns: [String], _ filter: RunFilter, limit: Int, cells: Cells,
    _ body: (StoredEpoch, StoredRun, [DatabaseValue]) throws -> Void
  ) throws {
    let (numbers, values) = numbers(filter, limit)
    let own = StoredEpoch.columns.components(separatedBy: ", ")
    let sql = """
      SELECT \(own.map { "lines.\($0)" }.joined(separator: ", ")), \(Self.listed), \(try known(columns))
      FROM epoch AS lines JOIN run ON run.id = lines.run LEFT JOIN trial ON trial.run = run.id
      WHERE lines.run IN (\(numbers)) ORDER BY lines.run, lines.epoch
      """
    var last: (run: StoredRun, cells: [DatabaseValue])?
    try database.forEachRow(sql, values) { row in
      guard let epoch = StoredEpoch(row) else { throw damaged(row, "an epoch of run") }
      // All epochs of a run stand together.
      if last?.run.id != epoch.run {
        let rest = Array(row.dropFirst(own.count))
        guard let run = StoredRun(Array(rest.prefix(Self.width))) else { throw damaged(row, "run") }
        let isKnown = rest[Self.width] != .null
        last = (run, isKnown ? Array(rest.dropFirst(Self.width + 1)) : try made(run.id, cells))
      }
      if let last { try body(epoch, last.run, last.cells) }
    }
  }

  private static let listed = StoredRun.columns.components(separatedBy: ", ").map { "run.\($0)" }
    .joined(separator: ", ")
  private static let width = StoredRun.columns.components(separatedBy: ", ").count

  /// SQL that gives a number where a run's columns are known, and these; nothing where the table lacks one.
  private func known(_ columns: [String]) throws(StoreError) -> String {
    guard Set(columns).isSubset(of: try self.columns()) else { return "NULL" }
    return (["trial.run"] + columns.map { "trial.\(Self.quoted($0))" }).joined(separator: ", ")
  }

  private func made(_ run: Int, _ cells: Cells) throws -> [DatabaseValue] {
    let sql = "SELECT kind, \(Self.setting), json FROM run JOIN outcome ON outcome.run = id WHERE id = ?"
    guard let row = try database.query(sql, [DatabaseValue(run)]).first, let kind = row[0].text,
      let setting = row[1].text, let outcome = row[2].text, let made = try cells(kind, setting, outcome)
    else { throw damaged("run \(run)") }
    return made
  }
}
