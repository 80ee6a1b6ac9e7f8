import Foundation
import Lab
import Storage
import Wording

/// `kindling merge`: several stores into one.
enum MergeCommand: Command {
  static let name = "merge"
  static let summary = "unite stores of results"
  static let help = """
    kindling merge: unite stores of results, each run once

    usage: kindling merge STORE STORE… [OPTION…]
           kindling merge STORE… --out STORE [OPTION…]

    The runs go into the store that --out names, which is made where there is none, or else into the first. The other
    stores stay as they are. A run that is there already keeps its first outcome; how many of the others differ is told.

    options:
      --out STORE          the store that takes all runs (default: the first)
      --json               print one JSON array, an object a store
      --jsonl              print JSON lines: an object a store, each on a line of its own

    examples:
      kindling merge results/0.db results/1.db --out results/runs.db
      kindling merge results/runs.db ../other/results/runs.db

    """

  private struct Report: Encodable {
    let store: String
    let merged: MergeCount
  }

  static func run(_ arguments: Arguments) throws {
    var arguments = arguments
    let out = try arguments.text("--out", expected: "a file")
    let format = try Export.format(&arguments, among: [.json, .jsonl])
    var paths: [String] = []
    while let word = try arguments.word() { paths.append(word) }
    try arguments.finish()
    if out == "-" { throw UsageError("--out: expected a store, found '-', which means standard output") }
    guard paths.count >= (out == nil ? 2 : 1) else {
      throw UsageError(
        out == nil ? "expected two stores or more, or --out STORE" : "expected a store to take runs from")
    }
    // All are looked at before anything is written.
    for path in paths { _ = try Store(reading: URL(fileURLWithPath: path)) }
    let destination = out ?? paths.removeFirst()
    let target = resolved(destination)
    for path in paths where resolved(path) == target {
      throw UsageError("\(path): expected another store than the one that takes the runs")
    }
    let store = try Store(URL(fileURLWithPath: destination))
    var reports: [Report] = []
    for path in paths {
      let merged = try store.merge(URL(fileURLWithPath: path))
      reports.append(Report(store: path, merged: merged))
      if format == nil { try Output.line(line(path, merged)) }
    }
    try store.completeTrials()
    try Output.json(reports, as: format)
    if format == nil { try Output.line("\(destination): \(counted(store.count(), "run"))") }
  }

  private static func line(_ path: String, _ merged: MergeCount) -> String {
    "\(path): \(counted(merged.added, "run")) added, \(merged.same) there already"
      + (merged.different > 0 ? ", \(merged.different) there with another outcome, which was kept" : "")
  }

  private static func resolved(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }
}
