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
}
