import Experiments
import Foresight
import Lab

/// The lengths of one setting's networks under the labels of the setting, theory beside them.
public struct LengthGroup: Sendable {
  /// The setting, one label a column.
  public let labels: [String]
  /// A trial of the setting.
  public let trial: LengthTrial
  /// What its runs measured, each of networks of its own.
  public let runs: [LengthTrial.Outcome]
  /// What they measured, taken together.
  public let outcome: LengthTrial.Outcome
  /// What theory says.
  public let prediction: LengthPrediction

  /// A group of what was measured and predicted.
  public init(
    _ labels: [String], _ trial: LengthTrial, _ runs: [LengthTrial.Outcome], _ prediction: LengthPrediction
  ) {
    self.labels = labels
    self.trial = trial
    self.runs = runs
    outcome = LengthTrial.Outcome(pooling: runs)
    self.prediction = prediction
  }

  /// The comparison at a hidden layer, counted from 1; the last layer's where none is named.
  func comparison(_ setting: String? = nil, layer: Int? = nil) -> LengthComparison {
    let layer = (layer ?? outcome.layers.count) - 1
    return LengthComparison(
      setting ?? labels.joined(separator: ", "), layer: layer, outcome.layers[layer],
      growths: outcome.growths,
      prediction)
  }
}

extension LengthGroup: SettingGroup {
  init(_ labels: [String], _ trial: LengthTrial, _ outcomes: [LengthTrial.Outcome], on shelf: DataShelf)
    throws
  {
    self.init(labels, trial, outcomes, try trial.prediction(on: shelf))
  }

  func with(_ outcomes: [LengthTrial.Outcome]) -> LengthGroup {
    LengthGroup(labels, trial, outcomes, prediction)
  }

  static var seesData: Bool { true }

  static func check(_ experiment: Experiment, _ trials: [LengthTrial]) throws {
    for trial in trials { try experiment.checkLayers(depth: trial.architecture.depth()) }
  }

  static func report(_ measured: Measured<LengthGroup>, on paper: PaperExperiment?) throws -> FigureReport {
    var report =
      switch paper {
      case .fig1a: Figure1a.report(measured)
      case .fig2a: try Figure2a.report(measured)
      case .fig4, .fig4Wide: Figure4.report(measured)
      case .fm2: try FailureMode2.report(measured)
      default: SweepFigure.report(measured)
      }
    // Failure mode 2 is about the spread of lengths, not about their means.
    if paper != .fm2 { report.plot = TextPlot(measured) }
    return report
  }
}
