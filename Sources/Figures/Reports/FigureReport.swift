import Wording

/// A figure of a paper as tables and verdicts.
public struct FigureReport: Encodable, Sendable {
  /// The figure's name on the command line, such as `fig3a`.
  public let name: String
  /// The tables.
  public let tables: [DataTable]
  /// The pictures.
  public let charts: [Chart]
  /// Pictures that nobody could read: why, and what to do, a line each.
  public let undrawn: [String]
  /// The main result as bars for a terminal, where there is an axis for them.
  public let plot: TextPlot?
  /// What became of the paper's claims.
  public let claims: [Claim]
  /// How many runs of the experiment are not known yet.
  public let missing: Int
  /// Runs of the experiment that do not count, since they were given other data, in a line; nil where there are none.
  public internal(set) var leftOut: String?

  private enum CodingKeys: String, CodingKey {
    case name
    case tables
    case claims
    case missing
  }

  /// A table to read, and its data with all digits.
  public struct DataTable: Encodable, Sendable {
    /// The name of the data's file, without its ending.
    public let file: String
    /// The table.
    public let table: Table
    /// The data.
    public let data: CSV
    /// The same with one axis from left to right and one downwards, to read in the table's place.
    public var grids: [Table] = []

    /// A table whose data's file is named after a text.
    package init(file: String, table: Table, data: CSV) {
      self.file = fileName(file)
      self.table = table
      self.data = data
    }

    private enum CodingKeys: String, CodingKey {
      case file
      case table
    }
  }

  /// A report of one table of times to start.
  package init(_ name: String, _ measured: Measured<StartGroup>, claims: [TestedClaim]) {
    let table = StartTable(measured.headings, measured.groups)
    self.init(
      name, measured, table: table.table(measured.title), data: table.csv, charts: measured.charts(name),
      claims: claims, plot: TextPlot(measured))
  }

  /// A report of one table, whose data's file has the figure's name.
  package init<Group>(
    _ name: String, _ measured: Measured<Group>, table: Table, data: CSV, charts: [Chart],
    claims: [TestedClaim], plot: TextPlot? = nil
  ) {
    let tables = [DataTable(file: name, table: table, data: data)]
    self.init(name, measured, tables: tables, charts: charts, claims: claims, plot: plot)
  }

  /// A report of several tables.
  package init<Group>(
    _ name: String, _ measured: Measured<Group>, tables: [DataTable], charts: [Chart],
    claims: [TestedClaim], plot: TextPlot? = nil
  ) {
    self.plot = plot
    self.name = name
    self.tables = tables
    self.charts = charts.filter { $0.refusal == nil }.apart
    undrawn = charts.compactMap(\.refusal)
    self.claims = Claim.judged(claims)
    missing = measured.missing
  }

  /// How claims were judged.
  package static let judgement =
    "Verdicts: a chance of \(short(100 * Claim.level, digits: 1)) % of any wrong one among a figure's claims (Holm)."

  /// The tables and the claims as text.
  public var text: String {
    let claims = claims.map(\.text).joined(separator: "\n")
    let tables = tables.flatMap { $0.grids.isEmpty ? [$0.table] : $0.grids }
    return tables.map(\.text).joined(separator: "\n")
      + (claims.isEmpty ? "" : "\n\(claims)\n\(Self.judgement)\n")
  }
}

extension [Chart] {
  /// The same pictures, each with a file of its own: settings of different labels may be called alike.
  fileprivate var apart: [Chart] {
    var seen: Set<String> = []
    return map { chart in
      var (own, number) = (chart, 1)
      while !seen.insert(own.file).inserted {
        number += 1
        own.file = "\(chart.file)-\(number)"
      }
      return own
    }
  }
}
