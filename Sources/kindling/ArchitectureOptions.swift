import Forms
import Lab
import Network

/// The options that describe a network, for the commands that build one.
enum ArchitectureOptions {
  static let help =
    "network:\n"
    + options.help(defaults: ["family": "what --widths suggests", "widths": "as wide as deep"])

  private static let options = FieldOptions(
    Architecture.form, standard: Architecture.fullyConnected(.standard))

  /// The names of the families that take vectors in place of images.
  static let takingVectors = Architecture.families.filter { family in
    (try? family.standard.inputWidth()).flatMap(\.self) != nil
  }.map { $0.name }

  static func parse(_ arguments: inout Arguments) throws -> Architecture {
    let said = try options.parse(&arguments)
    let isPlain = said["kind"].map { $0 == .text(FullyConnected.name) } ?? true
    let architecture: Architecture = try options.completed(isPlain ? arranged(said) : said)
    // What options say one by one must make a network together.
    _ = try architecture.depth()
    _ = try architecture.residualScales()
    return architecture
  }

  /// Each depth of a list with each of several lists of widths, as in `--depth 10,30 --widths 30,10/15`.
  static func parseSeveral(_ arguments: inout Arguments) throws -> [Architecture] {
    arguments.alias("--width", of: "--widths")
    var architectures: [Architecture] = []
    var rest = arguments
    for depth in try arguments.alternatives("--depth", separator: ",") {
      for var words in try depth.alternatives("--widths", separator: "/") {
        let architecture = try parse(&words)
        if !architectures.contains(architecture) { architectures.append(architecture) }
        rest = words
      }
    }
    arguments = rest
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
