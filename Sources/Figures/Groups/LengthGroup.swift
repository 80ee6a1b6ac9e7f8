import Foresight
import Lab

/// The lengths of one setting's networks under the labels of the setting, theory beside them.
public struct LengthGroup: Sendable {
  /// The setting, one label a column.
  public let points: [Axis.Point]
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
    _ points: [Axis.Point], _ trial: LengthTrial, _ runs: [LengthTrial.Outcome],
    _ prediction: LengthPrediction
  ) {
    self.points = points
    self.trial = trial
    self.runs = runs
    outcome = LengthTrial.Outcome(pooling: runs)
    self.prediction = prediction
  }

  /// The comparison at a hidden layer, counted from 1; the last layer's where none is named.
  package func comparison(_ setting: String? = nil, layer: Int? = nil) -> LengthComparison {
    let layer = (layer ?? outcome.layers.count) - 1
    return LengthComparison(
      setting ?? labels.joined(separator: ", "), layer: layer, outcome.layers[layer],
      growths: outcome.growths,
      prediction)
  }
}

extension LengthGroup: SettingGroup {
  package init(
    _ points: [Axis.Point], _ trial: LengthTrial, _ outcomes: [LengthTrial.Outcome], on shelf: DataShelf
  )
    throws
  {
    self.init(points, trial, outcomes, try trial.prediction(on: shelf))
  }

  package func with(_ outcomes: [LengthTrial.Outcome]) -> LengthGroup {
    LengthGroup(points, trial, outcomes, prediction)
  }

  package static var seesData: Bool { true }

  package static func check(_ experiment: Experiment, _ trials: [LengthTrial]) throws {
    for trial in trials { try experiment.checkLayers(depth: trial.architecture.depth()) }
  }

  package var outcomes: [LengthTrial.Outcome] { runs }

  package static func report(_ measured: Measured<LengthGroup>) -> FigureReport {
    SweepFigure.report(measured)
  }

  package static func agreement(_ statement: String, _ measured: Measured<LengthGroup>) -> TestedClaim? {
    LengthClaims.agree(statement, measured.comparisons)
  }
}

extension Measured<LengthGroup> {
  /// The comparisons with theory of each setting, at the layers that are told of.
  var comparisons: [[LengthComparison]] {
    groups.map { group in
      experiment.layers.map { $0.map { group.comparison(layer: $0) } } ?? [group.comparison()]
    }
  }
}
