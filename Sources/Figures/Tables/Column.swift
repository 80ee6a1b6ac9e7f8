import Lab

/// A column of a table, declared once: its heading and text for readers, its name and value for programs.
package struct Column<Row> {
  fileprivate let heading: Table.Column?
  fileprivate let text: (Row) -> String
  fileprivate let field: String?
  fileprivate let value: (Row) -> (any CustomStringConvertible)?

  private init(
    _ heading: Table.Column?, _ field: String?, _ value: @escaping (Row) -> (any CustomStringConvertible)?,
    _ text: @escaping (Row) -> String
  ) {
    (self.heading, self.field, self.value, self.text) = (heading, field, value, text)
  }

  /// A column of words.
  package static func words(
    _ heading: String, _ field: String, _ value: @escaping (Row) -> String
  ) -> Column {
    Column(.words(heading), field, value, value)
  }

  /// A column of whole numbers.
  package static func count(_ heading: String, _ field: String, _ value: @escaping (Row) -> Int) -> Column {
    Column(.numbers(heading), field, value, { "\(value($0))" })
  }

  /// A column of numbers, for readers with so many decimals, or else with three digits.
  package static func number(
    _ heading: String, _ field: String, decimals count: Int? = nil, _ value: @escaping (Row) -> Double?
  ) -> Column {
    number(heading, field, value) { row in
      count.map { decimals(value(row), $0) } ?? short(value(row))
    }
  }

  /// A column of numbers that have a text of their own for readers.
  package static func number(
    _ heading: String, _ field: String, _ value: @escaping (Row) -> Double?,
    text: @escaping (Row) -> String
  ) -> Column {
    Column(.numbers(heading), field, value, text)
  }

  /// A column for readers alone.
  package static func shown(_ heading: Table.Column, _ text: @escaping (Row) -> String) -> Column {
    Column(heading, nil, { _ in nil }, text)
  }

  /// A column for programs alone.
  package static func kept(
    _ field: String, _ value: @escaping (Row) -> (any CustomStringConvertible)?
  ) -> Column {
    Column(nil, field, value, { _ in "" })
  }

  /// The columns of an experiment's axes, one a heading.
  ///
  /// - Parameters:
  ///   - areNumbers: Whether all points of the axis at a place are numbers.
  ///   - points: Where the setting of a row stands.
  package static func settings(
    _ headings: [String], areNumbers: (Int) -> Bool = { _ in false },
    _ points: @escaping (Row) -> [Axis.Point]
  ) -> [Column] {
    headings.enumerated().map { place, heading in
      func label(_ row: Row) -> String { points(row)[place].label }
      return Column(areNumbers(place) ? .numbers(heading) : .words(heading), heading, label, label)
    }
  }
}

extension Array {
  /// The columns with a row for each thing, for readers.
  package func table<Row>(_ title: String, _ rows: [Row], notes: [String] = []) -> Table
  where Element == Column<Row> {
    let shown = filter { $0.heading != nil }
    var table = Table(title, columns: shown.compactMap(\.heading))
    for row in rows { table.append(shown.map { $0.text(row) }) }
    table.notes = notes
    return table
  }

  /// The same for programs, with all digits.
  package func csv<Row>(_ rows: [Row]) -> CSV where Element == Column<Row> {
    let kept = filter { $0.field != nil }
    var csv = CSV(kept.compactMap(\.field))
    for row in rows { csv.append(kept.map { $0.value(row) }) }
    return csv
  }
}
