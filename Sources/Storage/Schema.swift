/// The tables of a store, and how a store of an older version gets them.
///
/// A version is a number of steps taken, kept in SQLite's `user_version`; a new store takes all of them. A step that
/// was released never changes: what is to be different later is one more step.
package enum Schema {
  /// What marks an SQLite file as a store of Kindling: "Kndl".
  package static let applicationID = 0x4B6E_646C

  /// The steps from an empty file to the newest version.
  package static let steps = [first, namedImages, experiments, contents, trials]

  /// A run is there once it has ended, with its outcome and its epochs: all are written in one transaction. Outcomes
  /// stand in a table of their own, so that a search through the runs need not leaf through them.
  private static let first = """
    CREATE TABLE environment (
      id INTEGER PRIMARY KEY,
      facts TEXT NOT NULL UNIQUE
    );
    CREATE TABLE data (
      id INTEGER PRIMARY KEY,
      dataset TEXT NOT NULL,
      files TEXT NOT NULL,
      UNIQUE (dataset, files)
    );
    CREATE TABLE run (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      identity TEXT NOT NULL,
      dataset TEXT,
      initialization TEXT NOT NULL,
      depth INTEGER,
      seed INTEGER NOT NULL,
      result TEXT NOT NULL CHECK (result IN ('measured', 'started', 'censored', 'diverged')),
      epoch INTEGER,
      step INTEGER,
      seconds REAL NOT NULL,
      finished TEXT NOT NULL,
      environment INTEGER NOT NULL REFERENCES environment (id),
      data INTEGER REFERENCES data (id),
      UNIQUE (kind, identity),
      CHECK ((result IN ('started', 'censored')) = (epoch IS NOT NULL)),
      CHECK ((result = 'diverged') = (step IS NOT NULL))
    );
    CREATE INDEX run_labels ON run (kind, dataset, initialization, depth, result);
    CREATE TABLE outcome (
      run INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
      json TEXT NOT NULL
    );
    CREATE TABLE epoch (
      run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      epoch INTEGER NOT NULL,
      training_loss REAL NOT NULL,
      test_loss REAL NOT NULL,
      test_accuracy REAL NOT NULL,
      PRIMARY KEY (run, epoch)
    ) WITHOUT ROWID;
    """

  /// An image that networks are given names its set: `{"index":0,"set":"mnist"}` where it was `{"_0":"mnist","index":0}`.
  private static let namedImages = """
    UPDATE run SET identity = replace(
      identity,
      json_object('_0', json_extract(identity, '$.input.image._0'), 'index', json_extract(identity, '$.input.image.index')),
      json_object('index', json_extract(identity, '$.input.image.index'), 'set', json_extract(identity, '$.input.image._0')))
    WHERE kind = 'lengths' AND json_extract(identity, '$.input.image._0') IS NOT NULL;
    """

  /// The experiments that runs were made for, each once, as a file that says all of it.
  private static let experiments = """
    CREATE TABLE experiment (
      id INTEGER PRIMARY KEY,
      document TEXT NOT NULL UNIQUE,
      command TEXT NOT NULL,
      begun TEXT NOT NULL
    );
    """

  /// What follows from a run's trial and outcome, column by column (`Store.layOut`): which columns there are, and the view
  /// of them, is the program's to say.
  private static let trials = """
    CREATE TABLE trial (run INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE);
    """

  /// The version of a store; 0 for an empty file.
  ///
  /// - Throws: `StoreError.foreign` where it is another program's database, `StoreError.newer` where this program does
  ///   not know its version, `StoreError.damaged` where there is no such version, and what reading it may
  ///   throw.
  package static func version(
    of database: Database, steps: [String] = steps
  ) throws(StoreError) -> Int {
    let version = try number("PRAGMA user_version", in: database)
    let tables = try number("SELECT count(*) FROM sqlite_schema", in: database)
    guard try number("PRAGMA application_id", in: database) == applicationID || (version, tables) == (0, 0)
    else { throw .foreign(database.path) }
    // A view may take for ever to read, and a trigger undo what is written. The program's own view is read by others alone.
    let others = """
      SELECT count(*) FROM sqlite_schema WHERE type NOT IN ('table', 'index') AND (type, name) <> ('view', 'trials')
      """
    guard try number(others, in: database) == 0 else {
      throw .damaged(database.path, "expected tables and indices alone, found a view or a trigger")
    }
    guard version >= 0 else {
      throw .damaged(
        database.path, "expected a schema version from 0 to \(steps.count), found \(version)")
    }
    guard version <= steps.count else {
      throw .newer(database.path, found: version, known: steps.count)
    }
    return version
  }

  /// Takes the steps that a store lacks, all or none of them.
  ///
  /// - Throws: `StoreError`; the store is then as it was.
  package static func migrate(_ database: Database, steps: [String] = steps) throws {
    guard try version(of: database, steps: steps) < steps.count else { return }
    // A table that is made anew must not take with it what refers to its rows.
    try database.execute("PRAGMA foreign_keys = OFF")
    defer { try? database.execute("PRAGMA foreign_keys = ON") }
    try database.transaction {
      // SQLite refuses to rename a table that a view is of; who lays out the columns makes it anew.
      try database.execute("DROP VIEW IF EXISTS trials")
      // Another process may have been first.
      for step in steps.dropFirst(try version(of: database, steps: steps)) { try database.execute(step) }
      try database.execute(
        "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(steps.count)")
    }
  }

  private static func number(_ sql: String, in database: Database) throws(StoreError) -> Int {
    try database.query(sql).first?.first?.integer ?? 0
  }
}
