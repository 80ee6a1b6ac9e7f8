import Wording

/// What the program can be asked to do.
enum Command: String, CaseIterable {
  case reproduce
  case sweep
  case train
  case predict
  case compare
  case lengths
  case regions
  case watch
  case report
  case runs
  case merge
  case data
  case verdicts
  case bench
  case doctor

  init(named name: String) throws(UsageError) {
    guard let command = Command(rawValue: name) else {
      let names = Command.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError("unknown command \(name.quoted): expected one of \(names), help, version")
    }
    self = command
  }

  var help: String {
    switch self {
    case .reproduce: ReproduceCommand.help
    case .sweep: SweepCommand.help
    case .train: TrainCommand.help
    case .predict: PredictCommand.help
    case .compare: CompareCommand.help
    case .lengths: LengthsCommand.help
    case .regions: RegionsCommand.help
    case .watch: WatchCommand.help
    case .report: ReportCommand.help
    case .runs: RunsCommand.help
    case .merge: MergeCommand.help
    case .data: DataCommand.help
    case .verdicts: VerdictsCommand.help
    case .bench: BenchCommand.help
    case .doctor: DoctorCommand.help
    }
  }

  func run(_ arguments: Arguments) async throws {
    switch self {
    case .reproduce: try await ReproduceCommand.run(arguments)
    case .sweep: try await SweepCommand.run(arguments)
    case .train: try TrainCommand.run(arguments)
    case .predict: try PredictCommand.run(arguments)
    case .compare: try await CompareCommand.run(arguments)
    case .lengths: try LengthsCommand.run(arguments)
    case .regions: try RegionsCommand.run(arguments)
    case .watch: try await WatchCommand.run(arguments)
    case .report: try ReportCommand.run(arguments)
    case .runs: try RunsCommand.run(arguments)
    case .merge: try MergeCommand.run(arguments)
    case .data: try await DataCommand.run(arguments)
    case .verdicts: try await VerdictsCommand.run(arguments)
    case .bench: try await BenchCommand.run(arguments)
    case .doctor: try DoctorCommand.run(arguments)
    }
  }
}
