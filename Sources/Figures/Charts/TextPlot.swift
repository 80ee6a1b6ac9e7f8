import Wording

/// Numbers as bars of blocks, one line a series, to be read in a terminal.
public struct TextPlot: Hashable, Sendable {
  /// What the bars show, in a line.
  public let title: String
  /// What stands under each other, from left to right.
  public let columns: [String]
  /// The lines, all of which share one scale.
  public let series: [Series]
  /// What a cross in place of a bar means.
  public let crossMeaning: String

  /// A line of bars.
  public struct Series: Hashable, Sendable {
    /// What it is of.
    public let name: String
    /// One cell a column.
    public let cells: [Cell]

    /// A line of a name and its cells.
    public init(_ name: String, _ cells: [Cell]) {
      self.name = name.shown()
      self.cells = cells
    }
  }

  /// What stands at one place.
  public enum Cell: Hashable, Sendable {
    /// A bar for a finite number.
    case bar(Double)
    /// A cross: something is known, but it is no number.
    case cross
    /// Nothing is known.
    case empty
  }

  /// A plot of series, each with a cell for every column.
  public init(_ title: String, columns: [String], series: [Series], crossMeaning: String) {
    precondition(series.allSatisfy { $0.cells.count == columns.count }, "one cell a column")
    self.title = title.shown(200)
    self.columns = columns.map { $0.shown() }
    self.series = series
    self.crossMeaning = crossMeaning
  }

  /// The most lines of bars.
  private static let most = 8

  /// The plot, in lines of at most `width` characters but for the title; columns that do not fit are left out here and
  /// there, and series beyond the eighth are only counted.
  public func text(width: Int = 80) -> String {
    let shown = series.prefix(Self.most)
    let cells = shown.flatMap(\.cells)
    let bars = Bars(cells)
    let margin = min(shown.map(\.name.count).max() ?? 0, width / 3) + 2
    let room = max(width - margin, 1)
    let labelWidth = columns.map(\.count).max() ?? 0
    let isWide = columns.count * (labelWidth + 1) <= room + 1
    let places = evenly(columns.count, most: isWide ? columns.count : room)
    func line(_ name: String, _ texts: [String]) -> String {
      let name = name.count > margin - 2 ? name.prefix(max(margin - 3, 0)) + "…" : name
      var line = name.padding(margin) + texts.joined(separator: isWide ? " " : "")
      while line.last == " " { line.removeLast() }
      return line
    }
    let heading =
      isWide
      ? line("", columns.map { String(repeating: " ", count: labelWidth - $0.count) + $0 })
      : line("", [ends(places.count)])
    var lines = [
      ([title] + [bars.legend, legend(cells)].compactMap(\.self)).joined(separator: ", "), "", heading,
    ]
    lines += shown.map { series in
      line(series.name, places.map { bars.text(series.cells[$0], width: isWide ? labelWidth : 1) })
    }
    if series.count > shown.count { lines.append("and \(series.count - shown.count) more") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The first and the last column's label, so far apart.
  private func ends(_ width: Int) -> String {
    guard let first = columns.first, let last = columns.last else { return "" }
    let space = width - first.count - last.count
    return space > 0 ? first + String(repeating: " ", count: space) + last : first
  }

  private func legend(_ cells: [Cell]) -> String? {
    cells.contains(.cross) ? "× \(crossMeaning)" : nil
  }
}

/// Blocks of eight heights between the least and the greatest number.
private struct Bars {
  private let range: ClosedRange<Double>?

  init(_ cells: [TextPlot.Cell]) {
    let numbers = cells.compactMap { if case .bar(let number) = $0 { number } else { nil } }
    precondition(numbers.allSatisfy(\.isFinite), "a bar is of a finite number")
    range = numbers.min().flatMap { least in numbers.max().map { least...$0 } }
  }

  /// What the lowest and the highest block stand for.
  var legend: String? {
    guard let range else { return nil }
    let (least, most) = (range.lowerBound, range.upperBound)
    return "▁ \(Self.text(least))" + (least < most ? " to █ \(Self.text(most))" : "")
  }

  /// Whole numbers, such as epochs, as such.
  private static func text(_ number: Double) -> String {
    Int(exactly: number).flatMap { abs($0) < 100_000 ? "\($0)" : nil } ?? short(number)
  }

  func text(_ cell: TextPlot.Cell, width: Int) -> String {
    switch cell {
    case .bar(let number): String(repeating: block(number), count: width)
    case .cross: String(repeating: "×", count: width)
    case .empty: String(repeating: " ", count: width)
    }
  }

  func block(_ number: Double) -> Character {
    let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    guard let range, range.lowerBound < range.upperBound else { return blocks[0] }
    // Halved, so that no difference of finite numbers is infinite.
    let share = (number / 2 - range.lowerBound / 2) / (range.upperBound / 2 - range.lowerBound / 2)
    return blocks[Int((share * 7).rounded())]
  }
}

extension TextPlot {
  /// Finite numbers as one line of bars of at most `width` characters; numbers that do not fit are left out here and
  /// there.
  public static func line(_ numbers: [Double], width: Int = 80) -> String {
    let bars = Bars(numbers.map(Cell.bar))
    return String(evenly(numbers.count, most: width).map { bars.block(numbers[$0]) })
  }
}

/// At most `most` places out of `count`, evenly spread, the first and the last among them.
func evenly(_ count: Int, most: Int) -> [Int] {
  guard count > most else { return Array(0..<count) }
  return (0..<most).map { $0 * (count - 1) / max(most - 1, 1) }
}

extension String {
  /// The text with spaces after it up to a width.
  fileprivate func padding(_ width: Int) -> String {
    self + String(repeating: " ", count: max(width - count, 0))
  }
}
