import Figures
import Files
import Foundation
import Storage

/// `kindling which`: which initialisation lets which network start, by what stores hold.
enum WhichCommand: Command {
  static let name = "which"
  static let multiplies = false
  static let summary = "tell which initialisations let which networks start, counted from stores of results"
  static let help = """
    kindling which: tell which initialisation lets which network start, counted from all trainings that stores hold

    usage: kindling which [OPTION…]

    A row is a sort of network of some depth and one way in which it began: how many runs started, at the learning rate that
    suited them best, and when. A run that is in several stores counts once. Nothing is run.

    options:
      --results DIR        the folder of a store runs.db, or the file of one; may be given several times (default results)
      --json               print one JSON object
      --csv                print comma-separated values

    examples:
      kindling which
      kindling which --results results/paper-a --results results/residual --json
      kindling which --results results --csv > which.csv

    """

  static func run(_ arguments: Arguments) throws {
    var arguments = arguments
    let given = try arguments.texts("--results", expected: "a directory or a file")
    let json = arguments.flag("--json")
    let csv = arguments.flag("--csv")
    if json, csv { throw UsageError("--csv: expected no --json beside it") }
    try arguments.finish()
    let files = (given.isEmpty ? ["results"] : given).map { path in
      let place = URL(fileURLWithPath: path)
      return FileKind(of: path) == .directory ? place.appendingPathComponent("runs.db") : place
    }
    let table = try DecisionTable(of: files.map { try Store(reading: $0) })
    if json { return try Output.json(table) }
    try Output.write(csv ? table.csv.text : table.table.text)
  }
}
