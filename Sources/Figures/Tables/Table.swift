import Wording

/// Rows of text under headings, for a terminal and for a CSV file.
public struct Table: Encodable, Sendable {
  /// What the table shows, in a line.
  public let title: String
  /// The columns.
  public let columns: [Column]
  /// One text for each column.
  public private(set) var rows: [[String]] = []
  /// How to read the table: lines under it.
  public var notes: [String] = []

  /// A column's heading and where its texts stand.
  public struct Column: Hashable, Encodable, Sendable {
    /// The heading.
    public let heading: String
    /// Whether the texts are numbers, which stand at the right.
    public let isNumeric: Bool

    /// A column of words.
    public static func words(_ heading: String) -> Column { Column(heading: heading, isNumeric: false) }

    /// A column of numbers.
    public static func numbers(_ heading: String) -> Column { Column(heading: heading, isNumeric: true) }

    private init(heading: String, isNumeric: Bool) {
      self.heading = heading
      self.isNumeric = isNumeric
    }
  }

  /// An empty table.
  public init(_ title: String, columns: [Column]) {
    self.title = title
    self.columns = columns
  }

  /// Adds a row.
  public mutating func append(_ row: [String]) {
    precondition(row.count == columns.count, "\(row.count) texts for \(columns.count) columns")
    rows.append(row)
  }

  /// The table as aligned text; where rows come in groups that begin alike, a blank line parts
  /// them. No name that people gave breaks a line.
  public var text: String {
    let columns = columns.map { (heading: $0.heading.shown(), isNumeric: $0.isNumeric) }
    let rows = rows.map { $0.map { $0.shown(200) } }
    let widths = columns.indices.map { column in
      (rows.map { $0[column].count } + [columns[column].heading.count]).max() ?? 0
    }
    func line(_ texts: [String]) -> String {
      let cells = columns.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - texts[column].count)
        return columns[column].isNumeric ? space + texts[column] : texts[column] + space
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    var lines = [title.shown(400), "", line(columns.map(\.heading)), rule]
    let changes = zip(rows, rows.dropFirst()).count { $0[0] != $1[0] }
    let isGrouped = columns.count > 1 && 2 * (changes + 1) <= rows.count + 1
    for (number, row) in rows.enumerated() {
      if isGrouped, number > 0, row[0] != rows[number - 1][0] { lines.append("") }
      lines.append(line(row))
    }
    return (lines + (notes.isEmpty ? [] : [""] + notes)).joined(separator: "\n") + "\n"
  }
}
