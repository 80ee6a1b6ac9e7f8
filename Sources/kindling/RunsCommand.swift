import Datasets
import Figures
import Foundation
import Lab
import Network
import Storage
import Wording

/// `kindling runs`: what a store holds.
enum RunsCommand: Command {
  static let name = "runs"
  static let multiplies = false
  static let summary = "list the runs that a store of results holds, tell all of one, or delete some"
  static let help = """
    kindling runs: list the runs that a store holds, tell all of one, or delete some

    usage: kindling runs [STORE] [FILTER…] [OPTION…]
           kindling runs epochs [STORE] [FILTER…] [OPTION…]
           kindling runs show ID [STORE] [--json]
           kindling runs delete [STORE] FILTER… [--yes]

    STORE is a file of results, such as 'kindling reproduce' writes (default results/runs.db).
    'epochs' prints the learning curves of all runs that pass, a row an epoch: run, epoch, losses, test accuracy, and what the
    run is.

    As data, a run is told with all its trial's fields, defaults filled in, named as 'kindling sweep --axis' takes them, such as
    optimizer.rate, and with the numbers of its outcome, such as outcome.length, a list over layers or moments where there are
    several. The same columns has the view 'trials' in STORE itself, for SQLite and whatever reads it.

    filters (a run must pass all that are given):
    \(FieldHelp.lines("--kind NAME", "\(TrialKind.names); data then have the columns of this kind alone"))\
      --dataset NAME       the data set, or the path of one of one's own
      --init NAME          the initialisation
      --depth N            the number of hidden layers or residual modules
      --result NAME        started, censored, diverged, or measured (for lengths)

    options:
      --limit N            the last N runs (default 50; for epochs and with --csv, --json or --jsonl, all)
      --csv                print comma-separated values (for epochs, the default)
      --json               print one JSON array, an object a row; for show, one object
      --jsonl              print JSON lines: an object a row, each on a line of its own
      --yes                delete; without it, delete only tells how many runs it would delete

    examples:
      kindling runs
      kindling runs --init he-normal --depth 30 --result censored
      kindling runs results/mnist/runs.db --kind start --csv > runs.csv
      sqlite3 results/runs.db 'SELECT "architecture.depth", avg(epoch) FROM trials GROUP BY 1'
      kindling runs epochs --init he-normal --depth 30 --jsonl > curves.jsonl
      kindling runs show 17
      kindling runs delete --result diverged --yes

    """

  static let words = ["epochs", "show", "delete"]

  static let defaultStore = "results/runs.db"

  static func run(_ arguments: Arguments) throws {
    var arguments = arguments
    let filter = try filter(&arguments)
    let limit = try arguments.count("--limit")
    let format = try Export.format(&arguments)
    let yes = arguments.flag("--yes")
    let word = try arguments.word()
    if word != "delete", yes { throw UsageError("--yes: expected 'delete' beside it, found none") }
    if word == "show" || word == "delete", limit != nil || format == .csv || format == .jsonl {
      throw UsageError("runs \(word ?? ""): --limit, --csv and --jsonl are for lists")
    }
    let columns = filter.kind.flatMap(TrialKind.init(rawValue:)).map { TrialColumns($0) } ?? .all
    switch word {
    case "show":
      guard filter.isEmpty else { throw UsageError("runs show: expected a run's number and no filter") }
      try show(&arguments, json: format == .json)
    case "delete":
      if format == .json { throw UsageError("runs delete: --json is for lists and show") }
      try delete(&arguments, filter, yes: yes)
    case "epochs":
      let path = try arguments.word() ?? defaultStore
      try arguments.finish()
      let store = try Store(reading: URL(fileURLWithPath: path))
      try Export.write(as: format ?? .csv, with: columns.names) {
        try store.forEachEpoch(in: columns, filter, limit: limit ?? .max, $0)
      }
    default:
      let path = word ?? defaultStore
      try arguments.finish()
      try list(path, filter, limit: limit, as: format, with: columns)
    }
  }

  private static func filter(_ arguments: inout Arguments) throws -> RunFilter {
    var filter = RunFilter()
    let kinds = TrialKind.allCases.map(\.rawValue)
    filter.kind = try arguments.value("--kind", expected: "one of \(kinds.joined(separator: ", "))") { text in
      kinds.first { $0 == text }
    }
    filter.dataset = try CommonOptions.dataset(&arguments)?.rawValue
    filter.initialization = try arguments.value(
      "--init", expected: Initialization.expected, Initialization.init(named:))?.name
    filter.depth = try arguments.count("--depth")
    filter.result = try arguments.choice("--result", of: RunResult.Kind.self)
    return filter
  }

  private static func list(
    _ path: String, _ filter: RunFilter, limit: Int?, as format: Export.Format?, with columns: TrialColumns
  ) throws {
    let store = try Store(reading: URL(fileURLWithPath: path))
    if let format {
      return try Export.write(as: format, with: columns.names) {
        try store.forEachTrial(in: columns, filter, limit: limit ?? .max, $0)
      }
    }
    let runs = try store.runs(filter, limit: limit ?? 50)
    let count = try store.count(filter)
    let found = counted(count, "run")
    let title =
      runs.count < count ? "\(path): \(found), the last \(runs.count) of them" : "\(path): \(found)"
    try Output.line(runs.isEmpty ? title : RunTable(runs).table(title).text)
    // For whoever reads in SQL; where nothing can be written, there is none.
    try? store.completeTrials()
  }

  private static func show(_ arguments: inout Arguments, json: Bool) throws {
    guard let word = try arguments.word() else {
      throw UsageError("runs show: expected a run's number, found nothing")
    }
    guard let id = Int(word) else {
      throw UsageError("runs show: expected a run's number, found \(word.quoted)")
    }
    let path = try arguments.word() ?? defaultStore
    try arguments.finish()
    guard let details = try Store(reading: URL(fileURLWithPath: path)).details(id) else {
      throw UsageError("runs show: \(path) has no run \(id)")
    }
    try json ? Output.line(details.json) : Output.write(RunSheet(details).text)
  }

  private static func delete(_ arguments: inout Arguments, _ filter: RunFilter, yes: Bool) throws {
    let path = try arguments.word() ?? defaultStore
    try arguments.finish()
    if filter.isEmpty {
      throw UsageError("runs delete: expected a filter, such as --kind lengths, found none")
    }
    let file = URL(fileURLWithPath: path)
    // Opened to read first: deleting must not begin a store where there is none.
    let count = try Store(reading: file).count(filter)
    guard yes else {
      return try Output.line("\(path): \(count) of its runs would be deleted; --yes deletes them")
    }
    try Output.line("\(path): \(Store(file).delete(filter)) runs deleted")
  }
}
