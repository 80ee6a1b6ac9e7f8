import Foundation

extension Store {
  /// Takes in another store's runs, all or none of them; a trial that is there already, on the same data, keeps its first
  /// outcome.
  ///
  /// - Throws: `StoreError`; the store is then as it was.
  public func merge(_ other: URL) throws -> MergeCount {
    // Sees to it that it is a store, and of today's form; closed again before it is read from here.
    _ = try Store(reading: other)
    try database.run("ATTACH ? AS other", [.text(other.path)])
    defer {
      try? database.execute(
        "DETACH other; DROP TABLE IF EXISTS temp.fresh; DROP TABLE IF EXISTS temp.same")
    }
    return try database.transaction {
      try database.execute(Self.contents)
      let (shared, different) = try compare()
      try database.execute(Self.union)
      let added = try database.query("SELECT count(*) FROM temp.fresh")[0][0].integer ?? 0
      return MergeCount(added: added, same: shared - different, different: different)
    }
  }

  /// How many runs both stores have, and how many of these differ.
  private func compare() throws -> (shared: Int, different: Int) {
    let row = try database.query(
      """
      SELECT count(*), ifnull(sum(mine.json <> its.json), 0) FROM other.run AS theirs
      JOIN temp.same ON same.its = theirs.content
      JOIN main.run AS ours ON \(Self.isSame)
      JOIN main.outcome AS mine ON mine.run = ours.id JOIN other.outcome AS its ON its.run = theirs.id
      """)[0]
    return (row[0].integer ?? 0, row[1].integer ?? 0)
  }

  /// What makes a run of both stores one: the trial, and the bytes of its data.
  private static let isSame =
    "ours.kind = theirs.kind AND ours.identity = theirs.identity AND ours.content = same.mine"

  /// The numbers that the same bytes have in both stores.
  private static let contents = """
    INSERT INTO main.content (sums) SELECT sums FROM other.content WHERE true ORDER BY id ON CONFLICT DO NOTHING;
    CREATE TEMP TABLE same AS SELECT yours.id AS its, mine.id AS mine FROM other.content AS yours
      JOIN main.content AS mine USING (sums);
    """

  /// Numbers of rows differ between stores, so that every reference goes through what it refers to.
  private static let union = """
    CREATE TEMP TABLE fresh AS SELECT id FROM other.run AS theirs JOIN temp.same ON same.its = theirs.content
      WHERE NOT EXISTS (SELECT 1 FROM main.run AS ours WHERE \(isSame)) ORDER BY id;
    INSERT INTO main.experiment (document, command, begun) SELECT document, command, begun FROM other.experiment
      WHERE true ORDER BY id ON CONFLICT DO NOTHING;
    INSERT INTO main.environment (facts) SELECT facts FROM other.environment WHERE true
      ON CONFLICT DO NOTHING;
    INSERT INTO main.data (dataset, files) SELECT dataset, files FROM other.data WHERE true
      ON CONFLICT DO NOTHING;
    INSERT INTO main.run (kind, identity, dataset, initialization, depth, seed, result, epoch, step,
        seconds, finished, environment, data, content)
      SELECT kind, identity, theirs.dataset, initialization, depth, seed, result, epoch, step,
        seconds, finished, ours.id, mine.id, same.mine
      FROM temp.fresh JOIN other.run AS theirs USING (id)
      JOIN temp.same ON same.its = theirs.content
      JOIN other.environment AS its ON its.id = theirs.environment
      JOIN main.environment AS ours ON ours.facts = its.facts
      LEFT JOIN other.data AS yours ON yours.id = theirs.data
      LEFT JOIN main.data AS mine ON mine.dataset = yours.dataset AND mine.files = yours.files
      ORDER BY theirs.id;
    INSERT INTO main.outcome (run, json) SELECT ours.id, json FROM temp.fresh
      JOIN other.run AS theirs USING (id) JOIN temp.same ON same.its = theirs.content
      JOIN other.outcome ON run = theirs.id JOIN main.run AS ours ON \(isSame);
    INSERT INTO main.epoch (run, epoch, training_loss, test_loss, test_accuracy)
      SELECT ours.id, lines.epoch, training_loss, test_loss, test_accuracy FROM temp.fresh
      JOIN other.run AS theirs USING (id) JOIN temp.same ON same.its = theirs.content
      JOIN other.epoch AS lines ON lines.run = theirs.id JOIN main.run AS ours ON \(isSame);
    """
}
