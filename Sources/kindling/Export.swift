import Datasets
import Figures
import Foundation

/// Rows on their way to standard output: they leave in pieces, so that a million of them need no memory.
///
/// They have the one form that all commands give their data: with `--json` one value on one line, an array where there may be
/// several things; with `--jsonl` an object a line; with `--csv` names, then values.
struct Export {
  /// What rows are written as.
  enum Format: String, CaseIterable {
    /// One array.
    case json
    /// One object a line.
    case jsonl
    /// Comma-separated values, their names in the first line.
    case csv
  }

  /// The format that an option asks for; nil where none does.
  ///
  /// - Throws: `UsageError` where several do.
  static func format(
    _ arguments: inout Arguments, among formats: [Format] = Format.allCases
  ) throws(UsageError) -> Format? {
    let formats = formats.filter { arguments.flag("--\($0.rawValue)") }
    if formats.count > 1 {
      throw UsageError("--\(formats[1].rawValue): expected no --\(formats[0].rawValue) beside it")
    }
    return formats.first
  }

  private static let pieceSize = 1 << 16
  private var piece = Data()

  /// Writes the rows that `rows` hands over.
  ///
  /// - Parameter others: The names of fields that come behind those that all such rows have.
  /// - Throws: `WriteError`, `CancellationError`, or what `rows` throws.
  static func write<Row: ExportRow>(
    as format: Format, with others: [String] = [], _ rows: ((Row) throws -> Void) throws -> Void
  ) throws {
    var export = Export()
    let encoder = Output.encoder()
    switch format {
    case .json:
      var separator = "["
      try rows { row in
        try export.append(Data(separator.utf8) + encoder.encode(row))
        separator = ","
      }
      try export.append(Data((separator == "[" ? "[]\n" : "]\n").utf8))
    case .jsonl:
      try rows { try export.append(encoder.encode($0) + [UInt8(ascii: "\n")]) }
    case .csv:
      try export.append(Data(CSV.line(Row.fields + others).utf8))
      try rows { try export.append(Data(CSV.line($0.values).utf8)) }
    }
    try export.flush()
  }

  private mutating func append(_ bytes: Data) throws {
    try Task.checkCancellation()
    piece += bytes
    if piece.count >= Self.pieceSize { try flush() }
  }

  private mutating func flush() throws {
    try Output.write(piece)
    piece.removeAll(keepingCapacity: true)
  }
}
