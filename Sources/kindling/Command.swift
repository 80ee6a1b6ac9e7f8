import Wording

/// What the program can be asked to do: a file that states it, and its place in the list of `Commands`.
protocol Command: SendableMetatype {
  /// What it is called by.
  static var name: String { get }

  /// What it does, in a line of at most 105 columns.
  static var summary: String { get }

  /// What it does and its options.
  static var help: String { get }

  /// Does it.
  static func run(_ arguments: Arguments) async throws
}

/// All that the program can be asked to do.
enum Commands {
  private static let all: [any Command.Type] = [
    ReproduceCommand.self, SweepCommand.self, TrainCommand.self, PredictCommand.self,
    CompareCommand.self, LengthsCommand.self, SignalsCommand.self, RegionsCommand.self, WatchCommand.self,
    ReportCommand.self, RunsCommand.self, MergeCommand.self, DataCommand.self,
    VerdictsCommand.self, BenchCommand.self, DoctorCommand.self,
  ]

  /// The command of a name.
  static func named(_ name: String) throws(UsageError) -> any Command.Type {
    guard let command = all.first(where: { $0.name == name }) else {
      let names = all.map { $0.name }.joined(separator: ", ")
      throw UsageError("unknown command \(name.quoted): expected one of \(names), help, version")
    }
    return command
  }

  /// What help says of all of them.
  static let list = lines.map { FieldHelp.lines($0.name, $0.summary, column: 14) }.joined()

  private static let lines: [(name: String, summary: String)] =
    all.map { ($0.name, $0.summary) } + [
      ("help", "print this, or the help of a command"),
      ("version", "print the version; with --json, revision, precision and the version of stores too"),
    ]
}
