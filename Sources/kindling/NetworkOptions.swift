import Datasets
import Foundation
import Network

/// The options by which several commands choose data, a network and its initialisation.
enum NetworkOptions {
  static let architectureHelp = """
    network:
      --depth N            hidden layers (default 10)
      --widths LIST        their widths, such as 20 or 30,10 (default: as wide as deep)
      --family NAME        how the layers get their widths: square (as wide as deep), constant, alternating, halves
                           or explicit (as listed); by default what --widths suggests
      --activation NAME    relu, leaky-relu:SLOPE or tanh (default relu)
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

  static func architecture(_ arguments: inout Arguments) throws -> FullyConnected {
    let depth = try arguments.count("--depth")
    let widths = try arguments.list("--widths", of: "whole numbers") { Int($0) } ?? []
    let guess: FullyConnected.Family =
      switch (widths.count, depth) {
      case (0, _): .square
      case (1, _): .constant
      case (_, nil): .explicit
      default: .alternating
      }
    let family = try arguments.choice("--family", of: FullyConnected.Family.self) ?? guess
    if family == .explicit, let depth, depth != widths.count {
      throw UsageError("--depth: expected \(widths.count), as many as --widths lists, found \(depth)")
    }
    let activation =
      try arguments.value(
        "--activation", expected: "relu, leaky-relu:SLOPE or tanh", Activation.init(rawValue:)) ?? .relu
    let architecture = FullyConnected(
      family, depth: depth ?? (family == .explicit ? widths.count : 10), widths: widths,
      activation: activation)
    _ = try architecture.hiddenWidths()
    return architecture
  }

  static func search(_ arguments: inout Arguments) throws -> DataSearch {
    let directory = try arguments.text("--data", expected: "a directory")
    return try DataSearch(directory: directory, environment: ProcessInfo.processInfo.environment)
  }

  static func jobs(_ arguments: inout Arguments) throws(UsageError) -> Int {
    try arguments.count("--jobs") ?? ProcessInfo.processInfo.activeProcessorCount
  }
}
