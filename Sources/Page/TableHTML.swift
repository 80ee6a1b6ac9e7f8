import Figures

/// A table as HTML: it scrolls by itself where the page is too narrow for it.
struct TableHTML {
  private let table: Table

  init(_ table: Table) {
    self.table = table
  }

  var html: HTML {
    let head = table.columns.map { column in
      Self.cell("th", column, HTML(column.heading))
    }
    let rows = table.rows.map { row in
      HTML.tag("tr", zip(table.columns, row).map { Self.cell("td", $0, HTML($1)) })
    }
    let whole = HTML.tag(
      "table", .tag("caption", HTML(table.title)), .tag("thead", .tag("tr", head)), .tag("tbody", rows))
    let notes =
      table.notes.isEmpty
      ? [] : [HTML.tag("p", ["class": "note"], HTML(table.notes.joined(separator: " ")))]
    return .tag(
      "div",
      [.tag("div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": table.title], whole)]
        + notes)
  }

  /// A cell; those of words are marked, since most are of numbers.
  private static func cell(_ name: String, _ column: Table.Column, _ content: HTML) -> HTML {
    column.isNumeric ? .tag(name, content) : .tag(name, ["class": "words"], content)
  }
}
