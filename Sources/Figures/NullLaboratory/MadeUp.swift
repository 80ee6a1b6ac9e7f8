import Datasets
import Lab
import Randomness

/// A figure's own grid of settings and runs, to be filled with made-up outcomes and judged by its own report.
///
/// What is made up are outcomes, not networks: times to start are exponential, with runs that never start; sums over networks
/// are normal, which they are by the rules that leave others out.
struct MadeUp<Group: SettingGroup>: Sendable {
  private let experiment: Experiment
  private let report: @Sendable (Measured<Group>) throws -> FigureReport
  /// The settings; what theory says of one is the same whatever its runs find.
  private let settings: [Group]
  /// How many runs each has.
  private let runs: [Int]

  /// An experiment's grid.
  ///
  /// - Throws: What building a trial throws.
  init(
    _ experiment: Experiment, _ report: @escaping @Sendable (Measured<Group>) throws -> FigureReport
  ) throws {
    self.experiment = experiment
    self.report = report
    let grid = try Grid<Group.Run>(experiment)
    let sets = Group.seesData ? grid.settings.compactMap(\.trial.dataset) : []
    let shelf = try DataShelf(Set(sets), from: DataSearch(places: []))
    settings = try grid.settings.map { try Group($0.points, $0.trial, [], on: shelf) }
    runs = grid.bySetting(grid.trials.map { _ in () }).map(\.outcomes.count)
  }

  /// The judged claims of the figure in a world, data made up so many times.
  ///
  /// - Parameter jobs: How many are judged at a time; it changes no number.
  /// - Throws: What the report throws, `CancellationError`.
  func claims(
    in world: World<Group>, repeats: Int, jobs: Int, from key: RandomKey
  ) async throws -> [[Claim]] {
    precondition(repeats > 0 && jobs > 0, "rates need repeats and workers")
    var judged: [[Claim]] = []
    try await withThrowingTaskGroup(of: [[Claim]].self) { tasks in
      for job in 0..<jobs {
        tasks.addTask {
          try stride(from: job, to: repeats, by: jobs).map { number in
            try Task.checkCancellation()
            return try claims(in: world, key[number])
          }
        }
      }
      for try await part in tasks { judged += part }
    }
    return judged
  }

  private func claims(in world: World<Group>, _ key: RandomKey) throws -> [Claim] {
    let groups = try settings.enumerated().map { number, setting in
      setting.with(try (0..<runs[number]).map { try world.outcome(setting, key[number][$0]) })
    }
    return try report(Measured(experiment, groups)).claims
  }
}
