import Datasets
import Foundation
import Lab
import Network

/// The options by which several commands choose data, an initialisation and the number of workers.
enum CommonOptions {
  static let initializationHelp = """
      --init NAME          initialisation (default he-normal):
    \(initializationList)

    """

  static let initializationsHelp = """
      --init LIST          initialisations, such as he-normal,lecun-uniform, or popular for all that have names
                           (default he-normal):
    \(initializationList)

    """

  static let dataHelp = """
      --data DIR           read data sets from DIR alone: its folder of the set's name, or the files in DIR itself; without
                           it they are sought in the directory KINDLING_DATA, the cache and the system

    """

  private static let initializationList =
    (PopularInitialization.allCases.map {
      "\(([$0.rawValue] + $0.aliases).joined(separator: " = ")):\n  \($0.definition)"
    } + ["constant:VALUE"] + ParametricInitialization.forms)
    .flatMap { $0.split(separator: "\n") }.map { "                             \($0)" }
    .joined(separator: "\n")

  static func initialization(_ arguments: inout Arguments) throws(UsageError) -> Initialization {
    try arguments.value("--init", expected: Initialization.expected, Initialization.init(named:))
      ?? PopularInitialization.heNormal.initialization
  }

  /// Several initialisations, each once, and whether they are all that have names.
  static func initializations(
    _ arguments: inout Arguments
  ) throws(UsageError) -> (list: [Initialization], arePopular: Bool) {
    var arePopular = false
    let expected = "popular, or with commas between: \(Initialization.expected)"
    let all = try arguments.value("--init", expected: expected) { (text) -> [Initialization]? in
      arePopular = text == "popular"
      if arePopular { return PopularInitialization.allCases.map(\.initialization) }
      return Arguments.values(inList: text) { Initialization(named: $0) }
    }
    var different: [Initialization] = []
    for value in all ?? [PopularInitialization.heNormal.initialization] where !different.contains(value) {
      different.append(value)
    }
    return (different, arePopular)
  }

  /// Every initialisation on every architecture; of all that have names, those that fit, with a line for
  /// each other.
  static func networks(
    _ architectures: [Architecture], from initializations: (list: [Initialization], arePopular: Bool),
    input: [Int]
  ) -> [(architecture: Architecture, initialization: Initialization)] {
    let all = architectures.flatMap { architecture in initializations.list.map { (architecture, $0) } }
    guard initializations.arePopular else { return all }
    return all.filter { architecture, initialization in
      do {
        let layers = try architecture.layers(input: input, classes: nil)
        try initialization.requireNoData()
        _ = try initialization.prepared(layers)
      } catch  where !initialization.fitsAll {
        Output.note("left out: \(initialization.name) on \(architecture.label): \(error)")
        return false
      } catch {}
      return true
    }
  }

  /// The data set that an option names, or whose files it gives the path of; nil where it is absent.
  static func dataset(
    _ arguments: inout Arguments, _ name: String = "--dataset"
  ) throws -> DatasetName? {
    let text = try arguments.value(name, expected: DatasetName.expected) {
      DatasetName.isNameOrPath($0) ? $0 : nil
    }
    return try text.map { try DatasetName($0) }
  }

  static func search(_ arguments: inout Arguments) throws -> DataSearch {
    let directory = try arguments.text("--data", expected: "a directory")
    return try DataSearch(directory: directory, environment: ProcessInfo.processInfo.environment)
  }

  /// Tells on standard error which copies of data sets are used.
  static func tell(of name: DatasetName?, from search: DataSearch) throws {
    guard let name else { return }
    Output.progress().tell(try search.whereabouts(of: name).map(DataInUse.line))
  }

  /// The file of weights that an option names; nil where it is absent.
  static func weightsFile(_ name: String, _ arguments: inout Arguments) throws(UsageError) -> URL? {
    try arguments.text(name, expected: "a file").map { URL(fileURLWithPath: $0) }
  }

  /// Sees that nothing is drawn where weights are loaded.
  static func refuseInit(beside loaded: URL?, _ arguments: inout Arguments) throws(UsageError) {
    if loaded != nil, arguments.flag("--init") {
      throw UsageError("--init: expected no --load beside it, found both")
    }
  }

  /// The folder that results go into.
  static func folder(_ arguments: inout Arguments) throws(UsageError) -> URL {
    let path = try arguments.text("--out", expected: "a directory") ?? "results"
    // Elsewhere that means standard output, which takes no folder.
    if path == "-" { throw UsageError("--out: expected a directory, found '-', which means standard output") }
    return URL(fileURLWithPath: path)
  }

  /// Whether bars are printed wherever standard output goes.
  static func plot(_ arguments: inout Arguments, json: Bool) throws(UsageError) -> Bool {
    let plot = arguments.flag("--plot")
    if plot, json { throw UsageError("--plot: expected no --json beside it, found both") }
    return plot
  }

  static func jobs(_ arguments: inout Arguments) throws(UsageError) -> Int {
    try arguments.count("--jobs", most: 1024) ?? ProcessInfo.processInfo.activeProcessorCount
  }
}
