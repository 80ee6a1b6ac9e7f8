import Wording

/// What the program can be asked to do: a file that states it, and its place in the list of `Commands`.
protocol Command: SendableMetatype {
  /// What it is called by.
  static var name: String { get }

  /// What it does, in a line of at most 105 columns.
  static var summary: String { get }

  /// What it does and its options.
  static var help: String { get }

  /// The words that may stand after it, beside files and options.
  static var words: [String] { get }

  /// Whether it multiplies matrices; what does not need not wait for the best kernels.
  static var multiplies: Bool { get }

  /// Does it.
  static func run(_ arguments: Arguments) async throws
}

extension Command {
  static var words: [String] { [] }
  static var multiplies: Bool { true }
}

/// All that the program can be asked to do.
enum Commands {
  static let all: [any Command.Type] = [
    ReproduceCommand.self, SweepCommand.self, TrainCommand.self, PredictCommand.self,
    PhaseCommand.self, CompareCommand.self, WhichCommand.self, LengthsCommand.self, SignalsCommand.self,
    RateCommand.self,
    RegionsCommand.self,
    WatchCommand.self,
    ReportCommand.self, RunsCommand.self, MergeCommand.self, DataCommand.self,
    VerdictsCommand.self, BenchCommand.self, DoctorCommand.self,
  ]

  /// What installing needs and nobody else asks for.
  private static let hidden: [any Command.Type] = [CompletionsCommand.self, ManualCommand.self]

  /// The command of a name.
  static func named(_ name: String) throws(UsageError) -> any Command.Type {
    guard let command = (all + hidden).first(where: { $0.name == name }) else {
      let names = all.map { $0.name }.joined(separator: ", ")
      throw UsageError(
        "unknown command \(name.quoted): expected one of \(names), help, version"
          + Suggestion.ending(for: name, among: lines.map(\.name)))
    }
    return command
  }

  /// What help says of all of them.
  static let list = lines.map { FieldHelp.lines($0.name, $0.summary, column: 14) }.joined()

  /// The names and summaries that help lists.
  static let lines: [(name: String, summary: String)] =
    all.map { ($0.name, $0.summary) } + [
      ("help", "print this, or the help of a command"),
      ("version", "print the version; with --json, revision, precision and the version of stores too"),
    ]
}
