import Datasets

extension Store {
  /// What the runs are, what they were computed by and on, and from which bytes.
  ///
  /// - Throws: `StoreError`.
  public func account() throws -> StoreAccount {
    StoreAccount(counts: try counts(), environments: try environments(), datasets: try datasets())
  }

  private func counts() throws -> [StoreAccount.Count] {
    let sql = """
      SELECT kind, dataset, result, count(*) FROM run GROUP BY kind, dataset, result ORDER BY kind, dataset, result
      """
    return try database.query(sql).map { row in
      guard let kind = row[0].text, let result = row[2].text.flatMap(RunResult.Kind.init(rawValue:)),
        let runs = row[3].integer
      else { throw unreadable("run") }
      return StoreAccount.Count(kind: kind, dataset: row[1].text, result: result, runs: runs)
    }
  }

  private func environments() throws -> [StoreAccount.Environment] {
    let sql = """
      SELECT facts, count(*), sum(seconds), min(finished), max(finished) FROM run
      JOIN environment ON environment.id = run.environment GROUP BY environment.id ORDER BY min(finished)
      """
    return try database.query(sql).map { row in
      guard let facts = row[0].text, let provenance = try? StoredJSON.decode(Provenance.self, from: facts),
        let runs = row[1].integer, let seconds = row[2].real, let first = row[3].text, let last = row[4].text
      else { throw unreadable("environment") }
      return StoreAccount.Environment(
        provenance: provenance, runs: runs, seconds: seconds, finished: first...max(first, last))
    }
  }

  private func datasets() throws -> [StoreAccount.Data] {
    let sql = """
      SELECT run.dataset, files, count(*) FROM run LEFT JOIN data ON data.id = run.data
      WHERE run.dataset IS NOT NULL GROUP BY run.dataset, run.data ORDER BY run.dataset, run.data
      """
    return try database.query(sql).map { row in
      guard let name = row[0].text, let runs = row[2].integer else { throw unreadable("run") }
      var files: [SourceFile] = []
      if let text = row[1].text {
        guard let known = try? StoredJSON.decode([SourceFile].self, from: text) else {
          throw unreadable("data")
        }
        files = known
      }
      return StoreAccount.Data(name: name, files: files, runs: runs)
    }
  }

  private func unreadable(_ table: String) -> StoreError {
    .damaged(file.path, "a row of \(table) is not of the form that this version writes")
  }
}
