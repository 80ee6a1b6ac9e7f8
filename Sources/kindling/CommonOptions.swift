import Datasets
import Foundation
import Network

/// The options by which several commands choose data, an initialisation and the number of workers.
enum CommonOptions {
  static let initializationHelp = """
      --init NAME          initialisation (default he-normal):
    \(initializationList)

    """

  static let dataHelp = """
      --data DIR           look for data sets in DIR first, then in KINDLING_DATA, the cache and the system

    """

  private static let initializationList =
    (PopularInitialization.allCases.map { ([$0.rawValue] + $0.aliases).joined(separator: " = ") }
    + ["constant:VALUE"])
    .map { "                             \($0)" }.joined(separator: "\n")

  static func initialization(_ arguments: inout Arguments) throws(UsageError) -> Initialization {
    let names = PopularInitialization.allCases.map(\.rawValue).joined(separator: ", ")
    let expected = "constant:VALUE or one of \(names)"
    return try arguments.value("--init", expected: expected, Initialization.init(named:))
      ?? PopularInitialization.heNormal.initialization
  }

  static func search(_ arguments: inout Arguments) throws -> DataSearch {
    let directory = try arguments.text("--data", expected: "a directory")
    return try DataSearch(directory: directory, environment: ProcessInfo.processInfo.environment)
  }

  static func jobs(_ arguments: inout Arguments) throws(UsageError) -> Int {
    try arguments.count("--jobs") ?? ProcessInfo.processInfo.activeProcessorCount
  }
}
