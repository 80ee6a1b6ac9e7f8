import Lab
import Randomness
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

  /// Runs each setting `runs` times and groups the outcomes.
  ///
  /// - Parameter settings: Labels and a trial whose seed is that of the first run; the others follow it.
  /// - Throws: What `Runner.run` throws.
  static func run(
    _ settings: [(labels: [String], trial: StartTrial)], times runs: Int, on runner: Runner, title: String
  ) async throws -> [StartGroup] {
    let trials = settings.flatMap { setting in
      (0..<runs).map { run in
        var trial = setting.trial
        trial.seed += UInt64(run)
        return trial
      }
    }
    let outcomes = try await runner.run(trials, title: title)
    return settings.enumerated().map { number, setting in
      StartGroup(setting.labels, setting.trial, Array(outcomes[number * runs..<(number + 1) * runs]))
    }
  }

  /// The first seed of a setting that shares none with settings of other labels, so that their runs are independent.
  static func seed(_ labels: [String]) -> UInt64 {
    stableHash(labels.joined(separator: "|")) % 1_000_000 * 1000 + 1
  }
}
