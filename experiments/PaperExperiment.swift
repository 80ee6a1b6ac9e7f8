import Datasets
import Figures
import Lab
import Randomness
import Storage

/// A paper's experiment: its file, which the program carries within itself, and how it is reported on.
public struct PaperExperiment: Sendable {
  /// The name by which it is asked for, such as `fig1a`.
  public let name: String
  private let bytes: [UInt8]
  private let figure: any AnyFigure

  /// An experiment by its name and the bytes of its file.
  ///
  /// - Parameters:
  ///   - report: What is said of it; else what is said of any experiment of its sort of trial.
  ///   - worlds: The made-up data that its verdicts are tried on.
  init<Group: SettingGroup>(
    _ name: String, _ bytes: [UInt8],
    _ report: @escaping @Sendable (Measured<Group>) throws -> FigureReport = Group.report,
    worlds: @autoclosure @escaping @Sendable () -> [World<Group>]
  ) {
    self.name = name
    self.bytes = bytes
    figure = Figure(report, worlds: worlds())
  }

  /// All experiments, paper by paper.
  public static let all = Paper.all.flatMap(\.experiments)

  /// The experiment of a name; nil where there is none.
  public init?(named name: String) {
    guard let own = Self.all.first(where: { $0.name == name }) else { return nil }
    self = own
  }

  /// The paper's experiment that an experiment is a version of; nil where there is none.
  ///
  /// A version has the same name, sort of trial and axes: what is said of the paper's can be asked of it.
  package init?(of experiment: Experiment) {
    guard let paper = PaperExperiment(named: experiment.name), let own = try? paper.experiment(),
      experiment.isVersion(of: own)
    else { return nil }
    self = paper
  }

  /// The experiment as the paper has it.
  ///
  /// - Throws: `ExperimentError`.
  public func experiment() throws(ExperimentError) -> Experiment {
    try Experiment(text: String(decoding: bytes, as: UTF8.self), source: name)
  }

  /// How often verdicts on the experiment are wrong: its claims judged on made-up data, over and over.
  ///
  /// - Parameters:
  ///   - level: How much of it there is.
  ///   - repeats: How often data are made up in each case.
  ///   - jobs: How many are judged at a time; it changes no number.
  /// - Throws: What building a trial throws, `CancellationError`.
  public func errorRates(at level: Level, repeats: Int, jobs: Int) async throws -> [ErrorRate] {
    let options = FigureOptions(level: level, dataset: .synthetic, colourDataset: .syntheticColour)
    return try await figure.errorRates(
      of: options.experiment(self), at: level, repeats: repeats, jobs: jobs,
      from: RandomKey(seed: 1)[name][level.rawValue])
  }

  /// An experiment as the version of a paper's that it is, if it is one.
  fileprivate static func cited(_ experiment: Experiment) -> Experiment {
    (try? PaperExperiment(of: experiment)?.experiment()).map(experiment.citing) ?? experiment
  }

  /// How an experiment is reported on: as the paper's is that it is a version of, or else as any of its sort of trial.
  fileprivate static func figure(of experiment: Experiment) -> any AnyFigure {
    PaperExperiment(of: experiment)?.figure ?? experiment.kind.figure
  }
}

extension FigureReport {
  /// Runs what is missing of an experiment and reports on it, on a version of a paper's as that paper's.
  ///
  /// - Throws: What running its trials throws.
  public static func run(_ experiment: Experiment, on runner: Runner) async throws -> FigureReport {
    try await PaperExperiment.figure(of: experiment).run(PaperExperiment.cited(experiment), on: runner)
      .telling(experiment)
  }

  /// Reports on what a store has of an experiment, on a version of a paper's as that paper's.
  ///
  /// - Parameter search: Where an image that theory must see is sought.
  /// - Throws: `ExperimentError`, `StoreError`; `DataError` or `LabError` where theory must see an image and cannot.
  public static func found(
    _ experiment: Experiment, in store: Store, search: DataSearch
  ) throws -> FigureReport {
    try PaperExperiment.figure(of: experiment)
      .found(PaperExperiment.cited(experiment), in: store, search: search).telling(experiment)
  }

  /// The same, saying that what the experiment claims in words is not tested, where it is not.
  private func telling(_ experiment: Experiment) -> FigureReport {
    var report = self
    report.untestedClaim = experiment.hasTestedClaim ? nil : experiment.claim
    return report
  }
}

extension Experiment {
  /// Whether the verdicts are on what it claims: it states tests, or the claim is that of the paper's experiment that it is a
  /// version of.
  package var hasTestedClaim: Bool {
    guard stated.isEmpty else { return true }
    guard let claim, let paper = PaperExperiment(of: self) else { return false }
    return (try? paper.experiment().claim) == claim
  }
}

extension PaperExperiment: Hashable {
  /// Whether both have one name.
  public static func == (one: Self, other: Self) -> Bool { one.name == other.name }

  /// Takes the name into a hash.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension PaperExperiment: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}
