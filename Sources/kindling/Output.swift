import Datasets
import Figures
import Files
import Foundation
import Lab
import Wording

import class Lab.Progress

/// What goes to standard output and standard error.
enum Output {
  /// The command line that started the program, for a shell.
  static var commandLine: String {
    (["kindling"] + CommandLine.arguments.dropFirst()).map(shellWord).joined(separator: " ")
  }

  /// How much is told on standard error.
  @TaskLocal static var extent = Progress.Extent.usual

  /// Who tells how far runs have come.
  static func progress(showsRuns: Bool = true) -> Progress {
    Progress(extent, showsRuns: showsRuns)
  }

  /// One line on standard error that a reader can do without.
  static func note(_ line: String) {
    if extent != .nothing { error(line) }
  }

  /// One line on standard error.
  static func error(_ line: String) {
    try? FileHandle.standardError.write(contentsOf: Data("kindling: \(line.shown(4000))\n".utf8))
  }

  /// Prints a value as JSON on one line.
  static func json(_ value: some Encodable) throws { try line(text(value)) }

  /// Prints values as JSON, one array or an object a line; nothing where neither is asked for.
  static func json(_ values: [some Encodable], as format: Export.Format?) throws {
    switch format {
    case .json: try json(values)
    case .jsonl: for value in values { try json(value) }
    case .csv, nil: break
    }
  }

  /// A value as JSON on one line, or over several lines.
  static func text(_ value: some Encodable, pretty: Bool = false) throws -> String {
    let encoder = encoder()
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// An encoder that writes JSON on one line.
  static func encoder() -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return encoder
  }

  /// Prints a line at once, even into a pipe.
  ///
  /// - Throws: `WriteError` where standard output takes nothing more.
  static func line(_ text: String) throws {
    try write(Data("\(text)\n".utf8))
  }

  /// Prints text that ends its own lines.
  ///
  /// - Throws: `WriteError` where standard output takes nothing more.
  static func write(_ text: String) throws {
    try write(Data(text.utf8))
  }

  /// Writes bytes to standard output, at once.
  ///
  /// - Throws: `WriteError` where it takes nothing more.
  static func write(_ bytes: Data) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: bytes)
    } catch {
      throw WriteError(path: "standard output", reason: plainReason(error))
    }
  }

  /// Prints a report, and writes its tables' data and its pictures into a folder.
  static func report(_ report: FigureReport, in folder: URL, json: Bool, plot: Bool) throws {
    try write(report, to: folder)
    if json { return try self.json(report) }
    try text(report, plot: plot)
    try line("Written: \(folder.path)")
  }

  /// Prints a report to read; its bars too where somebody reads along at a terminal, or asks for them.
  static func text(_ report: FigureReport, plot: Bool) throws {
    try line(report.text)
    let terminal = Terminal.current
    if plot || terminal.isThere, let bars = report.plot { try line(bars.text(width: terminal.width)) }
  }

  /// Writes the data of a report's tables, and its pictures, into a folder.
  static func write(_ report: FigureReport, to folder: URL) throws {
    for table in report.tables {
      try write(table.data.text, to: folder.appendingPathComponent("\(table.file).csv"))
    }
    for chart in report.charts {
      try write(chart.picture.json, to: folder.appendingPathComponent("\(chart.file).vl.json"))
    }
    for line in report.undrawn { error(line) }
  }

  /// Sees, before anything is computed, that a file can be written; makes its folder where there is none.
  ///
  /// - Throws: `WriteError`.
  static func checkPlace(_ file: URL) throws(WriteError) {
    switch FileKind(of: file.path) {
    case .nothing, .file: break
    case let other: throw WriteError(path: file.path, reason: "expected a file, found \(other.name)")
    }
    let folder = file.resolvingSymlinksInPath().deletingLastPathComponent()
    let trial = folder.appendingPathComponent(".kindling-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      // Rights alone do not tell: root has them all, and a disk may be read-only.
      try Data().write(to: trial)
      try FileManager.default.removeItem(at: trial)
    } catch {
      throw WriteError(path: file.path, reason: plainReason(error))
    }
  }

  /// Writes a file, its folder too where there is none.
  static func write(_ text: String, to file: URL) throws {
    let folder = file.deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file, options: .atomic)
    } catch {
      throw WriteError(path: file.path, reason: plainReason(error))
    }
  }
}

/// A file that cannot be written.
struct WriteError: Error, CustomStringConvertible {
  let path: String
  let reason: String

  var description: String { "\(path): cannot be written: \(reason)" }
}
