import Foresight
import Lab
import Statistics
import Training

/// Runs that differ in nothing but the seed.
public struct StartGroup: Sendable {
  /// Where the setting stands, a point an axis.
  public let points: [Axis.Point]
  /// A trial of the setting.
  public let trial: StartTrial
  /// The outcomes of its runs.
  public let outcomes: [StartTrial.Outcome]

  /// A group of outcomes.
  public init(_ points: [Axis.Point], _ trial: StartTrial, _ outcomes: [StartTrial.Outcome]) {
    self.points = points
    self.trial = trial
    self.outcomes = outcomes
  }

  /// When the runs started and what became of the others.
  public var summary: StartSummary {
    StartSummary(outcomes, epochLimit: trial.criterion.epochLimit)
  }

  /// The times to start; runs that were censored or diverged had not started by the last epoch, which is all
  /// that is said of them.
  public var observations: [Observation] {
    outcomes.map { outcome in
      outcome.start.epoch.map { .event(at: $0) } ?? .censored(at: trial.criterion.epochLimit)
    }
  }
}

extension StartGroup: SettingGroup {
  package init(_ points: [Axis.Point], _ trial: StartTrial, _ outcomes: [StartTrial.Outcome], on _: DataShelf)
  {
    self.init(points, trial, outcomes)
  }

  package var expectedLength: Double? {
    let forecast = try? Forecast(
      trial.architecture, trial.initialization, input: trial.data.shape.extents)
    return forecast.flatMap { $0.meanFactor ?? $0.wideFactor }.flatMap { $0.isNaN ? nil : $0 }
  }

  package func with(_ outcomes: [StartTrial.Outcome]) -> StartGroup { StartGroup(points, trial, outcomes) }

  package static func report(_ measured: Measured<StartGroup>) -> FigureReport {
    SweepFigure.report(measured)
  }
}
