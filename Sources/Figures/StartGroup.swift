import Experiments
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

  /// The times to start; runs that were censored or diverged had not started by the last epoch, which is all
  /// that is said of them.
  public var observations: [Observation] {
    outcomes.map { outcome in
      outcome.start.epoch.map { .event(at: $0) } ?? .censored(at: trial.criterion.epochLimit)
    }
  }
}

extension StartGroup: SettingGroup {
  init(_ labels: [String], _ trial: StartTrial, _ outcomes: [StartTrial.Outcome], on _: DataShelf) {
    self.init(labels, trial, outcomes)
  }

  func with(_ outcomes: [StartTrial.Outcome]) -> StartGroup { StartGroup(labels, trial, outcomes) }

  /// What is said of times to start depends on the paper's figure, if it is one.
  static func report(_ measured: Measured<StartGroup>, on paper: PaperExperiment?) -> FigureReport {
    var report =
      switch paper {
      case .fig1b: Figure1b.report(measured)
      case .fig2b: Figure2b.report(measured)
      case .fig3: Figure3.report(measured)
      case .fig5a: Figure5a.report(measured)
      case .fig5b: Figure5b.report(measured)
      case .isometryAccuracy, .isometryColour: AccuracyReport.report(measured)
      default: SweepFigure.report(measured)
      }
    // Accuracies are not times to start.
    if paper != .isometryAccuracy, paper != .isometryColour { report.plot = TextPlot(measured) }
    return report
  }
}
