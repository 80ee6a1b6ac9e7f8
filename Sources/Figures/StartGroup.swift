import Lab
import Statistics
import Training

/// Runs that differ in nothing but the seed, under the labels of their setting.
public struct StartGroup: Sendable {
  /// The setting, one label a column.
  public let labels: [String]
  /// A trial of the setting.
  public let trial: StartTrial
  /// The outcomes of its runs.
  public let outcomes: [StartTrial.Outcome]

  /// A group of outcomes.
  public init(_ labels: [String], _ trial: StartTrial, _ outcomes: [StartTrial.Outcome]) {
    self.labels = labels
    self.trial = trial
    self.outcomes = outcomes
  }

  /// When the runs started and what became of the others.
  public var summary: StartSummary {
    StartSummary(outcomes, epochLimit: trial.criterion.epochLimit)
  }

  /// The times to start; runs that were censored or diverged had not started by the last epoch, which is all that is
  /// said of them.
  public var observations: [Observation] {
    outcomes.map { outcome in
      outcome.start.epoch.map { .event(at: $0) } ?? .censored(at: trial.criterion.epochLimit)
    }
  }

  /// Runs an experiment and groups the outcomes, setting by setting.
  ///
  /// - Throws: `ExperimentError`, and what `Runner.run` throws.
  public static func run(_ experiment: Experiment, on runner: Runner) async throws -> [StartGroup] {
    let grid = try Grid<StartTrial>(experiment)
    let outcomes = try await runner.run(grid.trials, title: experiment.name)
    return grid.bySetting(outcomes).map { StartGroup($0.setting.labels, $0.setting.trial, $0.outcomes) }
  }
}
