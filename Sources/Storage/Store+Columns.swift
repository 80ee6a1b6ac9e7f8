/// Trials and outcomes value by value: the table `trial` has a row for each run, and the view `trials` shows it behind what
/// the run is listed with.
///
/// What stands there follows from identities and outcomes. It is written out, in place of a view that takes them apart,
/// since SQL can neither fill in defaults nor write names and lists as people do, and since SQLite reads some numbers of
/// seventeen digits wrong in the last bit. So a value there is the trial's own, and a million of them are read as fast as
/// any column. Who reads in SQL needs no program; the program itself never reads the view, which a file might forge.
extension Store {
  /// The columns of trials that the file has.
  package func columns() throws(StoreError) -> [String] {
    try database.query("SELECT name FROM pragma_table_info('trial') WHERE cid > 0 ORDER BY cid")
      .compactMap { $0[0].text }
  }

  /// Whether the table of trials has these columns and the last run, and the view is there.
  package func isComplete(_ columns: [String]) throws -> Bool {
    guard try hasView, try self.columns() == columns else { return false }
    let last = "SELECT (SELECT max(id) FROM run) IS (SELECT max(run) FROM trial)"
    return try database.query(last)[0][0] == .integer(1)
  }

  private var hasView: Bool {
    get throws {
      try !database.query("SELECT 1 FROM sqlite_schema WHERE (type, name) = ('view', 'trials')").isEmpty
    }
  }

  /// Sees that the table of trials has these columns, and the view too: where it has others, as of another version of the
  /// program, it is made anew, and is empty.
  ///
  /// - Throws: `StoreError`; the store is then as it was.
  package func layOut(_ columns: [String]) throws {
    if try hasView, try self.columns() == columns { return }
    try database.transaction {
      let isNew = try self.columns() != columns
      try database.execute("DROP VIEW IF EXISTS trials")
      if isNew { try database.execute(Self.table(columns)) }
      try database.execute(Self.view(columns))
    }
  }

  /// Writes the rows of trials that are missing behind the last that is there, a thousand runs in a transaction, so that
  /// nobody else waits long.
  ///
  /// - Throws: `StoreError`, or what the body throws.
  package func fill(_ cells: Cells) throws {
    var last = try database.query("SELECT ifnull(max(run), 0) FROM trial")[0][0]
    let sql = """
      SELECT id, kind, \(Self.setting), json FROM run JOIN outcome ON outcome.run = id WHERE id > ? ORDER BY id LIMIT 1000
      """
    while true {
      let runs = try database.query(sql, [last])
      guard let end = runs.last?[0] else { return }
      try database.transaction {
        for run in runs {
          guard let kind = run[1].text, let setting = run[2].text, let outcome = run[3].text,
            let cells = try cells(kind, setting, outcome)
          else { continue }
          try writeCells(cells, of: run[0])
        }
      }
      last = end
    }
  }

  /// Writes a row of trials; one that is there stays.
  func writeCells(_ cells: [DatabaseValue], of run: DatabaseValue) throws(StoreError) {
    let marks = String(repeating: ", ?", count: cells.count)
    try database.run("INSERT OR IGNORE INTO trial VALUES (?\(marks))", [run] + cells)
  }

  /// What of a run's identity is no seed; runs of one setting have it alike.
  static let setting = "iif(json_valid(identity), json_remove(identity, '$.seed'), identity)"

  private static func table(_ columns: [String]) -> String {
    let names = columns.map { ", \(quoted($0))" }.joined()
    return """
      DROP TABLE trial;
      CREATE TABLE trial (run INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE\(names));
      """
  }

  private static func view(_ columns: [String]) -> String {
    // SQLite's whole numbers have a sign, a seed has none.
    let listed = StoredRun.columns.components(separatedBy: ", ").map { name in
      switch name {
      case "id": "run.id AS run"
      case "seed": "iif(seed < 0, printf('%u', seed), seed) AS seed"
      default: "run.\(name) AS \(name)"
      }
    }
    let all = listed + columns.map { "trial.\(quoted($0)) AS \(quoted($0))" }
    return """
      CREATE VIEW trials AS SELECT \(all.joined(separator: ", "))
      FROM run LEFT JOIN trial ON trial.run = run.id
      """
  }

  /// A name as SQL has it where it holds a point.
  static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
}
