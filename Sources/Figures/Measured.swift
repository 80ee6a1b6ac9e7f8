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

extension Measured where Group: SettingGroup {
  /// Runs what is missing of an experiment.
  ///
  /// - Throws: `ExperimentError`, and what `Runner.run` throws.
  static func run(_ experiment: Experiment, on runner: Runner) async throws -> Self {
    let grid = try grid(experiment)
    try runner.note(experiment)
    let outcomes = try await runner.run(grid.trials, title: experiment.name)
    let shelf = try shelf(grid, from: runner.search)
    let groups = try grid.bySetting(outcomes).map { setting, outcomes in
      try Group(setting.labels, setting.trial, outcomes, on: shelf)
    }
    return Self(experiment, groups)
  }

  /// What a store knows of an experiment.
  ///
  /// - Parameter search: Where data are sought that theory must see.
  /// - Throws: `ExperimentError`, `DataError` and `StoreError`.
  static func found(_ experiment: Experiment, in store: Store, search: DataSearch) throws -> Self {
    let grid = try grid(experiment)
    let shelf = try shelf(grid, from: search)
    var groups: [Group] = []
    var missing = 0
    for (place, setting) in grid.settings.enumerated() {
      var known: [Group.Run.Outcome] = []
      for trial in grid.trials(at: place) {
        if let outcome = try store.outcome(of: trial) { known.append(outcome) } else { missing += 1 }
      }
      if known.isEmpty { continue }
      groups.append(try Group(setting.labels, setting.trial, known, on: shelf))
    }
    return Self(experiment, groups, missing: missing)
  }

  private static func grid(_ experiment: Experiment) throws -> Grid<Group.Run> {
    let grid = try Grid<Group.Run>(experiment)
    try Group.check(experiment, grid.settings.map(\.trial))
    return grid
  }

  /// The data that theory must see.
  private static func shelf(_ grid: Grid<Group.Run>, from search: DataSearch) throws -> DataShelf {
    try DataShelf(Set(Group.seesData ? grid.settings.compactMap(\.trial.dataset) : []), from: search)
  }
}
