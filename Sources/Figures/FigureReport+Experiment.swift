import Datasets
import Experiments
import Lab
import Storage

extension FigureReport {
  /// How each sort of trials is reported on.
  private static let groups: [any SettingGroup.Type] = [
    StartGroup.self, LengthGroup.self, RegionGroup.self, JacobianGroup.self, LayerLawGroup.self,
  ]

  /// Runs what is missing of an experiment and reports on it.
  ///
  /// - Throws: `ExperimentError`, and what `Runner.run` throws.
  public static func run(_ experiment: Experiment, on runner: Runner) async throws -> FigureReport {
    try await run(experiment, as: group(of: experiment), on: runner)
  }

  /// Reports on what a store knows of an experiment, which may be a part.
  ///
  /// - Parameter search: Where an image that theory must see is sought.
  /// - Throws: `ExperimentError`, `DataError`, `LabError` and `StoreError`.
  public static func found(
    _ experiment: Experiment, in store: Store, search: DataSearch
  ) throws -> FigureReport {
    func found<Group: SettingGroup>(_: Group.Type) throws -> FigureReport {
      let measured = try Measured<Group>.found(experiment, in: store, search: search)
      var figure = try report(measured)
      figure.leftOut = measured.leftOut
      return figure
    }
    return try found(group(of: experiment))
  }

  private static func run<Group: SettingGroup>(
    _ experiment: Experiment, as _: Group.Type, on runner: Runner
  ) async throws -> FigureReport {
    try report(try await Measured<Group>.run(experiment, on: runner))
  }

  private static func report<Group: SettingGroup>(_ measured: Measured<Group>) throws -> FigureReport {
    try Group.report(measured, on: PaperExperiment(of: measured.experiment))
  }

  static func group(of experiment: Experiment) -> any SettingGroup.Type {
    guard let group = groups.first(where: { $0.kind == experiment.kind.rawValue }) else {
      preconditionFailure("nothing reports on '\(experiment.kind.rawValue)'")
    }
    return group
  }
}

extension PaperExperiment {
  /// The paper's experiment that another is a version of; nil for one that only has its name.
  init?(of experiment: Experiment) {
    guard let paper = PaperExperiment(named: experiment.name), let own = try? paper.experiment(),
      experiment.isVersion(of: own)
    else { return nil }
    self = paper
  }
}
