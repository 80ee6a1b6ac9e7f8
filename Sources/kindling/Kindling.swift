import Autodiff
import Datasets
import Files
import Foundation
import Lab
import Network
import Numbers
import Regions
import Storage

/// The command line: it parses, calls and prints.
@main
struct Kindling {
  static let version = Release.version

  static let help = """
    kindling: does a deep network start to train?

    usage: kindling COMMAND [OPTION…]

    commands:
    \(Commands.list)
    'kindling COMMAND --help' tells the options of a command.

    options of every command:
      -q, --quiet          say nothing on standard error but what is wrong
      -v, --verbose        say there too what the program runs on, and how far it is after every run
      -h, --help           print the help of the command

    exit codes:
    \(statuses.map { FieldHelp.lines("\($0.code)", $0.meaning, column: 7) }.joined())
    """

  /// The exit codes, and what each means.
  static let statuses: [(code: Int, meaning: String)] = [
    (0, "done"),
    (1, "something outside the program is wrong: data, files, network; one line on standard error says what"),
    (2, "the command line or an experiment file is wrong; one line on standard error says where"),
    (130, "interrupted (Ctrl-C); what was finished is kept"),
  ]

  static func main() async {
    keepStandardHandles()
    let name = CommandLine.arguments.dropFirst().first ?? "help"
    let words = Array(CommandLine.arguments.dropFirst(2))
    do {
      try takeBestInstructions()
      if let command = try? Commands.named(name), command.multiplies { Kernels.ensureBest() }
      try requireFileHandles(32)
      try await interruptible { try await run(name, words) }
    } catch {
      Output.error(message(error))
      exit(exitCode(error))
    }
  }

  /// Goes on as the program for the processor's level that lies beside this one, if one does, or as that of the level which the variable
  /// `KINDLING_LEVEL` names. What they compute is the same to the bit.
  private static func takeBestInstructions() throws(UsageError) {
    let variable = "KINDLING_LEVEL"
    if let asked = ProcessInfo.processInfo.environment[variable] {
      guard let level = ProcessorLevel(rawValue: asked) else {
        let levels = ProcessorLevel.allCases.map(\.rawValue).alternatives
        throw UsageError("\(variable): expected \(levels), found \(asked.quoted)")
      }
      if level == ProcessorLevel.compiled { return }
      let program = Release.program(for: level).path
      Kernels.become(program)
      throw UsageError("\(variable): expected \(program), found no such program")
    }
    // What the processor is matters only where there is a choice.
    for level in ProcessorLevel.allCases where level != ProcessorLevel.compiled {
      let program = Release.program(for: level).path
      if FileManager.default.isExecutableFile(atPath: program), level == ProcessorLevel.own {
        Kernels.become(program)
      }
    }
  }

  private static func run(_ name: String, _ words: [String]) async throws {
    switch name {
    case "help", "--help", "-h":
      try Output.write(words.first.map { try Commands.named($0).help } ?? help)
    case "version", "--version":
      try words.contains("--help") ? Output.write(help) : tellVersion(words)
    default:
      let command = try Commands.named(name)
      if words.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
        try Output.write(command.help)
      } else {
        let (extent, rest) = try Arguments(words, of: command).saidOfExtent()
        try await Output.$extent.withValue(extent) {
          if extent == .everything { Output.note(machine) }
          try await command.run(rest)
        }
      }
    }
  }

  private struct Version: Encodable {
    let version: String
    let revision: String?
    let precision: String
    let schema: Int
  }

  private static func tellVersion(_ words: [String]) throws {
    if let other = words.first(where: { $0 != "--json" }) {
      throw UsageError("version: expected nothing or --json, found \(other.quoted)")
    }
    guard words == ["--json"] else { return try Output.line("kindling \(version)") }
    try Output.json(
      Version(
        version: version, revision: Release.revision(), precision: "\(Real.self)", schema: Schema.steps.count)
    )
  }

  /// What the program runs on, in a line.
  private static var machine: String {
    let revision = Release.revision().map { " (\($0))" } ?? ""
    let cores = ProcessInfo.processInfo.activeProcessorCount
    return
      "version \(version)\(revision), \(cores) cores, OpenBLAS's kernels \(Kernels.inUse.name), \(Release.program.path)"
  }

  private static func message(_ error: any Error) -> String {
    if error is CancellationError { return "interrupted" }
    let message = String(describing: error)
    return exitCode(error) == 2 ? Suggestion.added(to: message) : message
  }

  private static func exitCode(_ error: any Error) -> Int32 {
    switch error {
    case is UsageError, is ArchitectureError, is ExperimentError, is RegionError: 2
    case is CancellationError, LabError.interrupted: 130
    default: 1
    }
  }
}
