import Datasets
import Lab

/// An experiment and what it measured, setting by setting; a setting of which nothing is known yet is left out.
struct Measured<Group: Sendable>: Sendable {
  let experiment: Experiment
  let groups: [Group]
  /// How many runs are not known yet.
  let missing: Int

  init(_ experiment: Experiment, _ groups: [Group], missing: Int = 0) {
    self.experiment = experiment
    self.groups = groups
    self.missing = missing
  }

  /// The experiment's title with its data set.
  var title: String {
    let title = experiment.title ?? experiment.name
    return experiment.dataset.map { "\(title), \($0.title)" } ?? title
  }

  /// The headings of the settings' labels.
  var headings: [String] { experiment.axes.map(\.name) }

  /// The same with other groups.
  func with(_ groups: [Group]) -> Measured { Measured(experiment, groups, missing: missing) }
}

extension Measured<StartGroup> {
  /// Runs what is missing of an experiment.
  ///
  /// - Throws: `ExperimentError`, and what `Runner.run` throws.
  static func run(_ experiment: Experiment, on runner: Runner) async throws -> Self {
    let grid = try Grid<StartTrial>(experiment)
    try runner.note(experiment)
    let outcomes = try await runner.run(grid.trials, title: experiment.name)
    return Self(experiment, groups(grid, outcomes))
  }

  /// What a store knows of an experiment.
  ///
  /// - Throws: `ExperimentError` and `StoreError`.
  static func found(_ experiment: Experiment, in store: Store) throws -> Self {
    let grid = try Grid<StartTrial>(experiment)
    let outcomes = try grid.trials.map { try store.outcome(of: $0) }
    return Self(experiment, groups(grid, outcomes), missing: outcomes.count { $0 == nil })
  }

  private static func groups(_ grid: Grid<StartTrial>, _ outcomes: [StartTrial.Outcome?]) -> [StartGroup] {
    grid.bySetting(outcomes).compactMap { setting, outcomes in
      let known = outcomes.compactMap(\.self)
      return known.isEmpty ? nil : StartGroup(setting.labels, setting.trial, known)
    }
  }
}

extension Measured<LengthGroup> {
  /// Runs what is missing of an experiment.
  ///
  /// - Throws: `ExperimentError`, also where a layer to be told of is not there, and what `Runner.run` throws.
  static func run(_ experiment: Experiment, on runner: Runner) async throws -> Self {
    let grid = try grid(experiment)
    try runner.note(experiment)
    let outcomes = try await runner.run(grid.trials, title: experiment.name)
    return Self(experiment, try groups(grid, outcomes, runner.shelf(for: grid.settings.map(\.trial))))
  }

  /// What a store knows of an experiment.
  ///
  /// - Parameter search: Where an image that theory must see is sought.
  /// - Throws: `ExperimentError`, `DataError` and `StoreError`.
  static func found(_ experiment: Experiment, in store: Store, search: DataSearch) throws -> Self {
    let grid = try grid(experiment)
    let outcomes = try grid.trials.map { try store.outcome(of: $0) }
    let shelf = try DataShelf(Set(grid.settings.compactMap(\.trial.dataset)), from: search)
    return Self(experiment, try groups(grid, outcomes, shelf), missing: outcomes.count { $0 == nil })
  }

  private static func grid(_ experiment: Experiment) throws -> Grid<LengthTrial> {
    let grid = try Grid<LengthTrial>(experiment)
    for setting in grid.settings { try experiment.checkLayers(depth: setting.trial.architecture.depth()) }
    return grid
  }

  private static func groups(
    _ grid: Grid<LengthTrial>, _ outcomes: [LengthTrial.Outcome?], _ shelf: DataShelf
  ) throws -> [LengthGroup] {
    try grid.bySetting(outcomes).compactMap { setting, outcomes in
      let known = outcomes.compactMap(\.self)
      if known.isEmpty { return nil }
      return LengthGroup(
        setting.labels, setting.trial, LengthTrial.Outcome(pooling: known),
        try setting.trial.prediction(on: shelf))
    }
  }
}
