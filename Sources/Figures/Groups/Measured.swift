import Datasets
import Lab
import Storage

/// An experiment and what it measured, setting by setting; a setting of which nothing is known yet is left out.
package struct Measured<Group: Sendable>: Sendable {
  package let experiment: Experiment
  package let groups: [Group]
  /// How many runs are not known yet.
  package let missing: Int
  /// Runs that do not count, since they were given other data, in a line; nil where there are none.
  package let leftOut: String?
  /// How its claims differ from those that were stated when its first runs were made; nil where they do not.
  package let claimChanges: ClaimChanges?

  package init(
    _ experiment: Experiment, _ groups: [Group], missing: Int = 0, leftOut: String? = nil,
    claimChanges: ClaimChanges? = nil
  ) {
    self.experiment = experiment
    self.groups = groups
    self.missing = missing
    self.leftOut = leftOut
    self.claimChanges = claimChanges
  }

  /// The experiment's title with its data set.
  package var title: String {
    let title = experiment.title ?? experiment.name
    return experiment.dataset.map { "\(title), \($0.title)" } ?? title
  }

  /// The headings of the settings' labels.
  package var headings: [String] { experiment.axes.map(\.name) }

  /// The same with other groups.
  package func with(_ groups: [Group]) -> Measured {
    Measured(experiment, groups, missing: missing, leftOut: leftOut, claimChanges: claimChanges)
  }
}

extension Measured where Group: SettingGroup {
  /// The groups that differ along some axes alone, with the names of all other axes and the points there.
  package func settings(without axes: Set<String>) -> [(name: String, groups: [Group])] {
    let places = headings.indices.filter { !axes.contains(headings[$0]) }
    return groups.groups { group in
      places.map { "\(headings[$0]) = \(group.points[$0].label)" }.joined(separator: ", ")
    }.map { ($0.key, $0.elements) }
  }

  /// Runs what is missing of an experiment.
  ///
  /// - Throws: `ExperimentError`, and what `Runner.run` throws.
  package static func run(_ experiment: Experiment, on runner: Runner) async throws -> Self {
    let grid = try grid(experiment)
    try runner.note(experiment)
    let outcomes = try await runner.run(grid.trials, title: experiment.name)
    return Self(
      experiment, try groups(grid, outcomes, on: shelf(grid, from: runner.search)),
      claimChanges: try runner.claimChanges(of: experiment))
  }

  /// What a store knows of an experiment, of runs that were given the same data.
  ///
  /// - Parameter search: Where data are sought that theory must see, or that say which runs count.
  /// - Throws: `ExperimentError`, `DataError`, `LabError` and `StoreError`.
  package static func found(_ experiment: Experiment, in store: Store, search: DataSearch) throws -> Self {
    let grid = try grid(experiment)
    let known = try StoredOutcomes(of: grid.trials, in: store, search: search)
    let shelf = try shelf(grid, from: search)
    try known.check(shelf)
    let missing = known.outcomes.count { $0 == nil }
    return Self(
      experiment, try groups(grid, known.outcomes, on: shelf), missing: missing, leftOut: known.leftOutLine,
      claimChanges: try store.claimChanges(of: experiment))
  }

  private static func grid(_ experiment: Experiment) throws -> Grid<Group.Run> {
    let grid = try Grid<Group.Run>(experiment)
    try Group.check(experiment, grid.settings.map(\.trial))
    return grid
  }

  /// The data that theory must see.
  private static func shelf(_ grid: Grid<Group.Run>, from search: DataSearch) throws -> DataShelf {
    let sets = Group.seesData ? grid.settings.compactMap(\.trial.dataset) : []
    return try DataShelf(Set(sets), from: search)
  }

  private static func groups(
    _ grid: Grid<Group.Run>, _ outcomes: [Group.Run.Outcome?], on shelf: DataShelf
  ) throws -> [Group] {
    try grid.bySetting(outcomes).compactMap { setting, outcomes in
      let known = outcomes.compactMap(\.self)
      return known.isEmpty ? nil : try Group(setting.points, setting.trial, known, on: shelf)
    }
  }
}
