/// A figure of a paper as tables and verdicts.
public struct FigureReport: Encodable, Sendable {
  /// The figure's name on the command line, such as `fig3a`.
  public let name: String
  /// The tables.
  public let tables: [DataTable]
  /// What became of the paper's claims.
  public let claims: [Claim]

  /// A table to read, and its data with all digits.
  public struct DataTable: Encodable, Sendable {
    /// The name of the data's file, without its ending.
    public let file: String
    /// The table.
    public let table: Table
    /// The data.
    public let data: CSV

    private enum CodingKeys: String, CodingKey {
      case file
      case table
    }
  }

  /// A report of one table of times to start.
  init(_ name: String, _ title: String, _ table: StartTable, claims: [Claim]) {
    self.init(
      name: name, tables: [DataTable(file: name, table: table.table(title), data: table.csv)], claims: claims)
  }

  init(name: String, tables: [DataTable], claims: [Claim]) {
    self.name = name
    self.tables = tables
    self.claims = claims
  }

  /// The tables and the claims as text.
  public var text: String {
    let claims = claims.map(\.text).joined(separator: "\n")
    return tables.map(\.table.text).joined(separator: "\n") + (claims.isEmpty ? "" : "\n\(claims)\n")
  }
}
