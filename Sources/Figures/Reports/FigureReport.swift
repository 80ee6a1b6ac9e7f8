import Lab
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
  /// What became of the claims: those that the experiment states, or else a paper's, or what is asked of any experiment of
  /// its sort.
  public let claims: [Claim]
  /// How they were judged, in a line; what of it was changed after the first runs too.
  public let judgement: String
  /// The claims that are not asked, since the experiment as it was run has no points that they are about.
  public let unaskedClaims: [String]
  /// What the experiment claims in words that no test stands behind; nil where there is none such.
  public package(set) var untestedClaim: String?
  /// How many runs of the experiment are not known yet.
  public let missing: Int
  /// Runs of the experiment that do not count, since they were given other data, in a line; nil where there are none.
  public internal(set) var leftOut: String?

  private enum CodingKeys: String, CodingKey {
    case name
    case tables
    case claims
    case judgement
    case unaskedClaims
    case untestedClaim
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
    /// The same with one axis from left to right and one downwards, or the rows that matter, to read in the table's place.
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

  /// A report of one table, whose data's file has the figure's name.
  package init<Group: SettingGroup>(
    _ name: String, _ measured: Measured<Group>, table: Table, data: CSV, charts: [Chart],
    claims: [TestedClaim] = [], plot: TextPlot? = nil
  ) {
    let tables = [DataTable(file: name, table: table, data: data)]
    self.init(name, measured, tables: tables, charts: charts, claims: claims, plot: plot)
  }

  /// A report of several tables.
  package init<Group: SettingGroup>(
    _ name: String, _ measured: Measured<Group>, tables: [DataTable], charts: [Chart],
    claims: [TestedClaim] = [], plot: TextPlot? = nil
  ) {
    self.plot = plot
    self.name = name
    self.tables = tables
    undrawn = charts.compactMap(\.refusal)
    let own = measured.experiment.stated.isEmpty ? claims : measured.statedClaims
    let judged = Claim.judged(own, by: measured.experiment.judgement)
    self.claims = judged
    self.charts = charts.filter { $0.refusal == nil }.apart.map { $0.telling(judged) }
    judgement =
      ([measured.experiment.judgement.text] + (measured.claimChanges?.texts(measured.experiment) ?? []))
      .joined(separator: " ")
    unaskedClaims = measured.experiment.unasked.map(\.statement)
    missing = measured.missing
  }

  /// The tables and the claims as text.
  public var text: String {
    let tables = tables.flatMap { $0.grids.isEmpty ? [$0.table] : $0.grids }
    let verdicts = claims.isEmpty ? [] : claims.map(\.text) + [judgement]
    let lines = [untestedText].compactMap(\.self) + verdicts + [unaskedText].compactMap(\.self)
    return tables.map(\.text).joined(separator: "\n")
      + (lines.isEmpty ? "" : "\n\(lines.joined(separator: "\n"))\n")
  }

  /// What is said of claims that are not asked, in a line; nil where there are none.
  public var unaskedText: String? {
    unaskedClaims.isEmpty
      ? nil
      : "Not asked here: \(unaskedClaims.joined(separator: "; ")). The experiment as it was run has no such points."
  }

  /// What is said of a claim that no test stands behind, above verdicts that are on something else.
  public var untestedText: String? {
    untestedClaim.map { claim in
      "CLAIM NOT TESTED: \(claim)\n    it is stated in words alone; 'claims' would state its test"
        + (claims.isEmpty ? "" : ". What follows is asked of any experiment of the sort")
    }
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
