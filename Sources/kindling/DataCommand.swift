import Datasets
import Foundation
import Wording

/// `kindling data`: what data sets are found, and fetching them.
enum DataCommand: Command {
  static let name = "data"
  static let summary = "list the data sets that are found, or fetch one"
  static let help = """
    kindling data: list the data sets that are found, with shapes and SHA-256 sums, or fetch one

    usage: kindling data [OPTION…]
           kindling data fetch NAME [OPTION…]

    NAME is \(published.map(\.rawValue).alternatives).
    Fetched files go into a folder of that name, in --data DIR or else in the user's cache directory, are checked against
    published SHA-256 sums, and an interrupted fetch goes on where it stopped.

    options:
    \(CommonOptions.dataHelp)  --json               print JSON instead of text
      --mirror URL         fetch from this folder instead of the official ones

    examples:
      kindling data
      kindling data fetch mnist
      kindling data fetch cifar-10 --mirror https://example.org/cifar/

    """

  /// The sets that can be fetched.
  private static let published = DatasetName.allCases.filter { $0.recipe == nil }

  static func run(_ arguments: Arguments) async throws {
    var arguments = arguments
    let search = try CommonOptions.search(&arguments)
    let json = arguments.flag("--json")
    let mirror = try arguments.text("--mirror", expected: "a URL")
    guard let word = arguments.word() else {
      if mirror != nil { throw UsageError("--mirror: expected 'fetch' beside it, found none") }
      try arguments.finish()
      return try list(search, json: json)
    }
    guard word == "fetch" else { throw UsageError("unknown word \(word.quoted) for data: expected fetch") }
    let expected = "expected one of \(published.map(\.rawValue).joined(separator: ", "))"
    guard let text = arguments.word() else { throw UsageError("data fetch: \(expected), found nothing") }
    guard let name = published.first(where: { $0.rawValue == text }) else {
      throw UsageError("data fetch: \(expected), found \(text.quoted)")
    }
    try arguments.finish()
    let directory = search.places.first { $0.reason == .explicit }?.path
    try await fetch(name, into: directory, mirror: mirror, json: json)
  }

  private static func list(_ search: DataSearch, json: Bool) throws {
    let entries = search.inventory()
    if json { return try Output.json(entries, pretty: true) }
    for entry in entries {
      try Output.line("\(entry.set.rawValue): \(summary(entry))")
      for file in entry.files { try Output.line("  \(file.file.checksum)  \(file.file.path)") }
    }
  }

  private static func summary(_ entry: InventoryEntry) -> String {
    if let problem = entry.problem { return problem }
    guard let shape = entry.shape, let train = entry.trainCount, let test = entry.testCount else { return "" }
    let place = entry.place.map { "in \($0)" } ?? "made by the program (synthetic)"
    let size = entry.hasPublishedSize == false ? ", fewer than the published set" : ""
    // What 'watch' calls a copy by.
    let mark = entry.files.isEmpty ? "" : ", copy \(DataSums(entry.files.map(\.file)).mark)"
    return
      "\(shape), \(train) to train on, \(test) to test on\(size), \(place)\(mark)\(entry.isUsed ? "" : ", not used")"
  }

  private static func fetch(
    _ name: DatasetName, into directory: String?, mirror: String?, json: Bool
  ) async throws {
    let cache = DataSearch.cacheDirectory(environment: ProcessInfo.processInfo.environment)
    guard let directory = directory ?? cache else {
      throw UsageError("data fetch: expected HOME or XDG_CACHE_HOME in the environment, found neither")
    }
    let fetcher = DatasetFetcher(into: directory, mirrors: mirror.map { [$0] })
    let files = try await fetcher.fetch(name)
    if json { return try Output.json(files, pretty: true) }
    for file in files { try Output.line("\(file.checksum)  \(file.path)") }
  }
}
