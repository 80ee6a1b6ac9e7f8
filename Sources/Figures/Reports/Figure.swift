import Datasets
import Lab
import Randomness
import Storage

/// How an experiment is reported on: a paper's own way, or that of its sort of trial.
package protocol AnyFigure: Sendable {
  /// Runs an experiment of the figure's sort of trial and reports on it.
  ///
  /// - Throws: What running its trials throws.
  func run(_ experiment: Experiment, on runner: Runner) async throws -> FigureReport

  /// Reports on what a store has of an experiment.
  ///
  /// - Parameter search: Where an image that theory must see is sought.
  /// - Throws: `ExperimentError`, `StoreError`; `DataError` or `LabError` where theory must see an image and cannot.
  func found(_ experiment: Experiment, in store: Store, search: DataSearch) throws -> FigureReport

  /// How often verdicts on an experiment are wrong, in each of the figure's worlds of made-up data.
  ///
  /// - Parameters:
  ///   - level: How much of the figure it is.
  ///   - repeats: How often data are made up in each world.
  ///   - jobs: How many are judged at a time; it changes no number.
  /// - Throws: What building a trial throws, `CancellationError`.
  func errorRates(
    of experiment: Experiment, at level: Level, repeats: Int, jobs: Int, from key: RandomKey
  ) async throws -> [ErrorRate]
}

/// How an experiment of one sort of trial is reported on, and the made-up data that its verdicts are tried on.
package struct Figure<Group: SettingGroup>: AnyFigure {
  private let report: @Sendable (Measured<Group>) throws -> FigureReport
  private let worlds: @Sendable () -> [World<Group>]

  /// A figure of a report; without worlds its verdicts are never tried.
  package init(
    _ report: @escaping @Sendable (Measured<Group>) throws -> FigureReport = Group.report,
    worlds: @autoclosure @escaping @Sendable () -> [World<Group>] = []
  ) {
    self.report = report
    self.worlds = worlds
  }

  package func run(_ experiment: Experiment, on runner: Runner) async throws -> FigureReport {
    try report(try await Measured<Group>.run(experiment, on: runner))
  }

  package func found(_ experiment: Experiment, in store: Store, search: DataSearch) throws -> FigureReport {
    let measured = try Measured<Group>.found(experiment, in: store, search: search)
    var figure = try report(measured)
    figure.leftOut = measured.leftOut
    return figure
  }

  package func errorRates(
    of experiment: Experiment, at level: Level, repeats: Int, jobs: Int, from key: RandomKey
  ) async throws -> [ErrorRate] {
    let laboratory = try MadeUp(experiment, report)
    var rates: [ErrorRate] = []
    for world in worlds() {
      let judged = try await laboratory.claims(in: world, repeats: repeats, jobs: jobs, from: key[world.name])
      rates += ErrorRate.count(judged, experiment.name, level, world.name, truth: world.truth(of:))
    }
    return rates
  }
}
