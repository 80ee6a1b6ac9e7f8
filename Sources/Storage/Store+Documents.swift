import Foundation

extension Store {
  /// Notes what runs to come are made for, as a text that says all of it; one that is there already stays as it is.
  ///
  /// - Parameter command: The command line.
  /// - Throws: `StoreError`.
  package func note(_ document: String, command: String) throws {
    try database.run(
      "INSERT INTO experiment (document, command, begun) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      [.text(document), .text(command), .text(Date().formatted(.iso8601))])
  }

  /// What was noted, each with its number, the command line that ran it first, and when that was, in UTC (ISO 8601); in
  /// the order in which they were noted.
  ///
  /// - Throws: `StoreError`.
  package func documents() throws -> [(id: Int, document: String, command: String, begun: String)] {
    try database.query("SELECT id, document, command, begun FROM experiment ORDER BY id").map { row in
      guard let id = row[0].integer, let document = row[1].text, let command = row[2].text,
        let begun = row[3].text
      else {
        throw damaged("a row of experiment")
      }
      return (id, document, command, begun)
    }
  }
}
