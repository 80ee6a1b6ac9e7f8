import Datasets
import Experiments
import Lab
import Randomness

/// How often the verdicts of a paper's figure are wrong: its claims judged on made-up data, over and over.
///
/// The figure's own grid of settings and runs is filled, and its own report judges. What is made up are
/// outcomes, not networks: times to start are exponential, with runs that never start; sums over networks
/// are normal, which they are by the rules that leave others out.
public struct NullLaboratory: Sendable {
  /// The figure.
  public let figure: PaperExperiment
  /// How much of it there is.
  public let level: Level

  /// A laboratory for a figure.
  public init(_ figure: PaperExperiment, level: Level) {
    self.figure = figure
    self.level = level
  }

  /// Makes data up so many times in each world.
  ///
  /// - Parameter jobs: How many are judged at a time; it changes no number.
  /// - Throws: What building a trial throws, `CancellationError`.
  public func rates(repeats: Int, jobs: Int, from key: RandomKey = RandomKey(seed: 1)) async throws
    -> [ErrorRate]
  {
    precondition(repeats > 0 && jobs > 0, "rates need repeats and workers")
    let options = FigureOptions(level: level, dataset: .synthetic, colourDataset: .syntheticColour)
    let experiment = try options.experiment(figure)
    func rates<Group: SettingGroup>(_: Group.Type) async throws -> [ErrorRate] {
      try await MadeUp<Group>(figure, experiment, level).rates(
        repeats, jobs, key[figure.name][level.rawValue])
    }
    return try await rates(FigureReport.group(of: experiment))
  }
}

/// A figure's grid, to be filled with what one sort of trial finds out.
private struct MadeUp<Group: SettingGroup>: Sendable {
  let figure: PaperExperiment
  let experiment: Experiment
  let level: Level
  let grid: Grid<Group.Run>
  let shelf: DataShelf

  init(_ figure: PaperExperiment, _ experiment: Experiment, _ level: Level) throws {
    self.figure = figure
    self.experiment = experiment
    self.level = level
    grid = try Grid(experiment)
    let sets = Group.seesData ? grid.settings.compactMap(\.trial.dataset) : []
    shelf = try DataShelf(Set(sets), from: DataSearch(places: []))
  }

  func rates(_ repeats: Int, _ jobs: Int, _ key: RandomKey) async throws -> [ErrorRate] {
    // What theory says of a setting is the same whatever its runs find.
    let empty = try grid.settings.map { try Group($0.labels, $0.trial, [], on: shelf) }
    let runs = grid.bySetting(grid.trials.map { _ in () }).map(\.outcomes.count)
    var rates: [ErrorRate] = []
    for world in Group.worlds(of: figure) {
      let key = key[world.name]
      var judged: [[Claim]] = []
      try await withThrowingTaskGroup(of: [[Claim]].self) { tasks in
        for job in 0..<jobs {
          tasks.addTask {
            try stride(from: job, to: repeats, by: jobs).map { number in
              try Task.checkCancellation()
              return try claims(world, empty, runs, key[number])
            }
          }
        }
        for try await part in tasks { judged += part }
      }
      rates += ErrorRate.count(judged, figure, level, world.name, truth: world.truth)
    }
    return rates
  }

  private func claims(
    _ world: World<Group>, _ settings: [Group], _ runs: [Int], _ key: RandomKey
  ) throws -> [Claim] {
    let groups = try settings.enumerated().map { number, setting in
      setting.with(try (0..<runs[number]).map { try world.outcome(setting, key[number][$0]) })
    }
    return try Group.report(Measured(experiment, groups), on: figure).claims
  }
}
