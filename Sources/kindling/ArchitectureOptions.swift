import Forms
import Foundation
import Lab
import Network
import Wording

/// The options that describe a network, for the commands that build one.
enum ArchitectureOptions {
  static let help =
    "network:\n"
    + options.help(defaults: ["family": "what --widths suggests", "widths": "as wide as deep"]) + """
        --network NAME       in place of all these a list of layers: a file of one (JSON5), or one that is ready made,
                             mlp:DEPTH, vgg:11, resnet:20, preact-resnet:20 or convmixer:DEPTH
        --with NAME=VALUE    another value for one of its parameters, such as norm=none; may be given several times

      """

  /// The options of the families.
  static let options = FieldOptions(
    Architecture.form, standard: Architecture.fullyConnected(.standard))

  /// The names of the families that take vectors in place of images.
  static let takingVectors = Architecture.families.filter { family in
    (try? family.standard.inputWidth()).flatMap(\.self) != nil
  }.map { $0.name }

  static func parse(_ arguments: inout Arguments) throws -> Architecture {
    if let network = try network(&arguments) { return Architecture(network) }
    let said = try options.parse(&arguments)
    let isPlain = said["kind"].map { $0 == .text(FullyConnected.name) } ?? true
    let architecture: Architecture = try options.completed(isPlain ? arranged(said) : said)
    // What options say one by one must make a network together.
    _ = try architecture.depth()
    _ = try architecture.residualScales()
    return architecture
  }

  /// The list of layers that `--network` names, with what `--with` changes; nil where it names none.
  private static func network(_ arguments: inout Arguments) throws -> LayerList? {
    let changes = try arguments.texts("--with", expected: "NAME=VALUE")
    guard let name = try arguments.text("--network", expected: ReadyNetwork.expected + ", or a file") else {
      if changes.isEmpty { return nil }
      throw UsageError("--with: expected --network beside it, found none")
    }
    var network = try ReadyNetwork.network(named: name) ?? file(name)
    for change in changes {
      let parts = change.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, network.parameters[parts[0]] != nil else {
        let names = network.parameters.keys.sorted().joined(separator: ", ")
        throw UsageError("--with: expected NAME=VALUE, NAME one of \(names), found \(change.quoted)")
      }
      let isTree = parts[1].hasPrefix("{") || parts[1].hasPrefix("[")
      network.parameters[parts[0]] =
        isTree ? try JSON5File(text: parts[1], source: "--with \(parts[0])").tree : JSONValue(word: parts[1])
    }
    return network
  }

  private static func file(_ name: String) throws -> LayerList {
    let file = URL(fileURLWithPath: name)
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw UsageError("--network: expected \(ReadyNetwork.expected), or a file, found \(name.quoted)")
    }
    let tree = try JSON5File(file, of: "a list of layers").tree
    do {
      return try ValueForm.record(LayerList.fields).merging(tree).decoded()
    } catch let error as FieldError {
      throw ExperimentError(file.relativePath, "\(error)")
    }
  }

  /// Each value of a list of depths with each of several lists of widths, as in `--depth 10,30 --widths 30,10/15`, and of
  /// the other lists. An option that only some of the architectures have is none of the others'.
  static func parseSeveral(_ arguments: inout Arguments) throws -> [Architecture] {
    arguments.alias("--width", of: "--widths")
    var copies = [arguments]
    for (name, separator) in [
      ("--architecture", ","), ("--activation", ","), ("--depth", ","), ("--widths", "/"),
    ] {
      copies = try copies.flatMap { try $0.alternatives(name, separator: Character(separator)) }
    }
    var architectures: [Architecture] = []
    for place in copies.indices {
      let architecture = try parse(&copies[place])
      if !architectures.contains(architecture) { architectures.append(architecture) }
    }
    arguments.join(copies)
    return architectures
  }

  /// What is said of a fully connected network, with the family that its widths suggest and the depth of a
  /// list.
  private static func arranged(_ said: JSONValue) throws(UsageError) -> JSONValue {
    let count = said["widths"]?.values?.count ?? 0
    let guess: FullyConnected.Family =
      switch (count, said["depth"]) {
      case (0, _): .square
      case (1, _): .constant
      case (_, nil): .explicit
      default: .alternating
      }
    let family = said["family"] ?? .text(guess.rawValue)
    var arranged: [String: JSONValue] = ["family": family]
    if family == .text(FullyConnected.Family.explicit.rawValue) {
      if let depth = said["depth"], depth != .integer(count) {
        throw UsageError(
          "--depth: expected \(count), as many as --widths lists, found \(depth.summary)")
      }
      arranged["depth"] = .integer(count)
    }
    return said.overlaid(with: .object(arranged))
  }
}
