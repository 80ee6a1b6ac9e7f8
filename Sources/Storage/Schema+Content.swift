extension Schema {
  /// A run is told from another by the bytes of its data too: the same trial on two copies of a set is two runs.
  ///
  /// What a run was given is found in the files that it recorded. SQLite cannot change what is unique in a table, so the
  /// table is made anew. Content 0 is that of runs that read no file, or recorded none.
  static let contents = """
    CREATE TABLE content (
      id INTEGER PRIMARY KEY,
      sums TEXT NOT NULL UNIQUE
    );
    INSERT INTO content VALUES (0, '');
    CREATE TEMP TABLE given AS SELECT id, ifnull((SELECT group_concat(atom, ' ') FROM (
        SELECT atom FROM json_tree(iif(json_valid(files), files, '[]')) WHERE key = 'checksum' ORDER BY id
      )), '') AS sums FROM data;
    INSERT INTO content (sums) SELECT sums FROM temp.given WHERE true ORDER BY id ON CONFLICT DO NOTHING;
    CREATE TABLE new_run (
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
      content INTEGER NOT NULL REFERENCES content (id),
      UNIQUE (kind, identity, content),
      CHECK ((result IN ('started', 'censored')) = (epoch IS NOT NULL)),
      CHECK ((result = 'diverged') = (step IS NOT NULL))
    );
    INSERT INTO new_run SELECT run.id, kind, identity, dataset, initialization, depth, seed, result, epoch, step,
        seconds, finished, environment, data, ifnull(content.id, 0)
      FROM run LEFT JOIN temp.given ON given.id = run.data LEFT JOIN content ON content.sums = given.sums
      ORDER BY run.id;
    DROP TABLE temp.given;
    DROP TABLE run;
    ALTER TABLE new_run RENAME TO run;
    CREATE INDEX run_labels ON run (kind, dataset, initialization, depth, result);
    """
}
