import Figures
import Files
import Foundation
import Lab

/// `kindling watch`: how far the experiments of a store have come, while another process runs them.
enum WatchCommand: Command {
  static let name = "watch"
  static let summary =
    "follow a sweep that another process runs: what is done, what is left, how long it takes"
  static let help = """
    kindling watch: follow a sweep that another process runs, from the store that it fills

    usage: kindling watch [STORE…] [OPTION…]

    STORE is a file of results that 'kindling sweep' or 'kindling reproduce' fills (default results/runs.db); several, such
    as the parts of a sweep, are taken together, and of a folder all that are in it. For each experiment that the store is for: how many runs are done of how
    many and how they ended, how many are under way (those that have a checkpoint: runs younger than a second have none),
    the time since the first run began, and the time that the rest takes, by the cost of its runs and the time that others
    took. The view is renewed until all is done; Ctrl-C ends it and disturbs nothing.

    options:
      --every SECONDS      the time between two looks (default 2)
      --once               look once, print what is there and end, as is done where standard output is no terminal
      --json               look once and print one JSON object

    colours: green started or measured, yellow censored, red diverged; none where NO_COLOR is set.

    examples:
      kindling watch
      kindling watch results/mnist/runs.db --every 10
      kindling watch results/shard-*.db
      kindling watch results
      kindling watch --json

    """

  static func run(_ arguments: Arguments) async throws {
    var arguments = arguments
    let interval = try arguments.number("--every", in: 0.1...3600) ?? 2
    let json = arguments.flag("--json")
    let once = arguments.flag("--once")
    var files: [URL] = []
    while let word = try arguments.word() { files += try stores(at: word) }
    try arguments.finish()
    if files.isEmpty { files = [URL(fileURLWithPath: RunsCommand.defaultStore)] }
    let terminal = Terminal.current
    if terminal.isThere && !once && !json { return try await follow(LiveView(files), every: interval) }
    let status = try StoreWatch(files).look()
    if json { return try Output.json(status) }
    let sheet = WatchSheet(status, inColour: terminal.hasColour)
    try Output.line(sheet.lines(width: terminal.width).joined(separator: "\n"))
  }

  /// The store of a path, or all that lie in the folder of it.
  private static func stores(at path: String) throws -> [URL] {
    let place = URL(fileURLWithPath: path)
    guard FileKind(of: path) == .directory else { return [place] }
    let stores = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".db") }
      .sorted()
    if stores.isEmpty { throw UsageError("\(path): expected stores of results in it (*.db), found none") }
    return stores.map { place.appendingPathComponent($0) }
  }

  /// Looks again and again until all is done.
  private static func follow(_ view: LiveView, every interval: Double) async throws {
    var view = view
    var wasDone = true
    while true {
      let isDone = try view.draw()
      // Between two figures of one command everything is done for a moment.
      if isDone && wasDone { return }
      wasDone = isDone
      try await Task.sleep(for: .seconds(interval))
    }
  }
}
