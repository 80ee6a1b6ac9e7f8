import Datasets
import Foundation
import Wording

/// `kindling data`: what data sets are found, and fetching them.
enum DataCommand: Command {
  static let name = "data"
  static let multiplies = false
  static let summary = "list the data sets that are found, look at files of one's own, or fetch a set"
  static let help = """
    kindling data: list the data sets that are found, with shapes and SHA-256 sums, look at files of one's own, or fetch a set

    usage: kindling data [OPTION…]
           kindling data NAME|PATH [OPTION…]
           kindling data fetch NAME [OPTION…]

    PATH is what --dataset takes in place of a name: a folder of four IDX files of any shape and number of classes, packed or
    not, under any of the usual names (also FOLDER/emnist-letters where a folder holds several sets); an .npz file as Keras
    and MedMNIST write it; a folder or a .tar.gz of CIFAR's binary files.
    NAME to fetch is one of
      \(published.map(\.rawValue).joined(separator: ", ")).
    Fetched files go into a folder of that name, in --data DIR or else in the user's cache directory, are checked against
    published SHA-256 sums, and an interrupted fetch goes on where it stopped.

    options:
    \(CommonOptions.dataHelp)  --json               print one JSON array, an object a set, or a file that was fetched
      --mirror URL         fetch from this folder instead of the official ones

    examples:
      kindling data
      kindling data ~/images/flowers.npz
      kindling data fetch mnist
      kindling data fetch cifar-10 --mirror https://example.org/cifar/

    """

  static let words = ["fetch"] + DatasetName.allCases.map(\.rawValue)

  /// The sets that can be fetched.
  private static let published = DatasetName.allCases.filter { $0.recipe == nil }

  static func run(_ arguments: Arguments) async throws {
    var arguments = arguments
    let search = try CommonOptions.search(&arguments)
    let json = arguments.flag("--json")
    let mirror = try arguments.text("--mirror", expected: "a URL")
    guard let word = try arguments.word() else {
      if mirror != nil { throw UsageError("--mirror: expected 'fetch' beside it, found none") }
      try arguments.finish()
      return try list(search, json: json)
    }
    guard word == "fetch" else {
      guard DatasetName.isNameOrPath(word) else {
        throw UsageError(
          "unknown word \(word.quoted) for data: expected fetch, \(DatasetName.expected)"
            + Suggestion.ending(for: word, among: words))
      }
      if mirror != nil { throw UsageError("--mirror: expected 'fetch' beside it, found \(word.quoted)") }
      try arguments.finish()
      return try tell(of: search.inventory(of: DatasetName(word)), json: json)
    }
    let expected = "expected one of \(published.map(\.rawValue).joined(separator: ", "))"
    guard let text = try arguments.word() else { throw UsageError("data fetch: \(expected), found nothing") }
    guard let name = published.first(where: { $0.rawValue == text }) else {
      throw UsageError("data fetch: \(expected), found \(text.quoted)")
    }
    try arguments.finish()
    let directory = search.places.first { $0.reason == .explicit }?.path
    try await fetch(name, into: directory, mirror: mirror, json: json)
  }

  /// Sets that are nowhere share a line.
  private static func list(_ search: DataSearch, json: Bool) throws {
    let entries = search.inventory()
    if json { return try tell(of: entries, json: true) }
    let missing = entries.filter { $0.place == nil && $0.set.recipe == nil }.map(\.set.rawValue)
    try tell(of: entries.filter { !missing.contains($0.set.rawValue) }, json: false)
    if missing.isEmpty { return }
    let places = search.places.map(\.description).joined(separator: ", ")
    try Output.line("not found: \(missing.joined(separator: ", "))")
    try Output.line("  looked at \(places); get one with: kindling data fetch NAME")
  }

  private static func tell(of entries: [InventoryEntry], json: Bool) throws {
    if json { return try Output.json(entries) }
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
      "\(shape), \(entry.set.classes) classes, \(train) to train on, \(test) to test on\(size), \(place)\(mark)\(entry.isUsed ? "" : ", not used")"
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
    if json { return try Output.json(files) }
    for file in files { try Output.line("\(file.checksum)  \(file.path)") }
  }
}
