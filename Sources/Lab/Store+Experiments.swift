import Foundation

extension Store {
  /// Notes that an experiment is run; one that is there already stays as it is.
  ///
  /// - Parameter command: The command line.
  /// - Throws: `StoreError`.
  public func note(_ experiment: Experiment, command: String) throws {
    try database.run(
      "INSERT INTO experiment (document, command, begun) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      [.text(try experiment.document), .text(command), .text(Date().formatted(.iso8601))])
  }

  /// The experiments, in the order in which they were first run.
  ///
  /// - Throws: `StoreError`.
  public func experiments() throws -> [StoredExperiment] {
    try database.query("SELECT id, document, command, begun FROM experiment ORDER BY id").map { row in
      guard let id = row[0].integer, let document = row[1].text, let command = row[2].text,
        let begun = row[3].text
      else {
        throw damaged("a row of experiment")
      }
      let source = "\(file.path): experiment \(id)"
      return StoredExperiment(
        id: id, experiment: try Experiment(text: document, source: source), command: command, begun: begun)
    }
  }
}
