/// How a value lies in memory.
@usableFromInline
enum Layout {
  /// One array for all examples.
  case fixed
  /// A batch, in panels: number after number, and of each number the examples of the panel side by side.
  case panels

  /// How many numbers of memory arrays of `size` numbers take for `rows` examples, where a panel holds `lanes`.
  func count(size: Int, rows: Int, lanes: Int) -> Int {
    switch self {
    case .fixed: size
    case .panels: (rows + lanes - 1) / lanes * lanes * size
    }
  }

  /// Where number `number` of example `row` lies.
  @inlinable
  func place(of number: Int, row: Int, size: Int, lanes: Int) -> Int {
    switch self {
    case .fixed: number
    case .panels: (row / lanes * size + number) * lanes + row % lanes
    }
  }
}
