import Lab

/// The lengths of one setting's networks under the labels of the setting, theory beside them.
public struct LengthGroup: Sendable {
  /// The setting, one label a column.
  public let labels: [String]
  /// A trial of the setting.
  public let trial: LengthTrial
  /// What its runs measured, taken together.
  public let outcome: LengthTrial.Outcome
  /// What theory says.
  public let prediction: LengthPrediction

  /// A group of what was measured and predicted.
  public init(
    _ labels: [String], _ trial: LengthTrial, _ outcome: LengthTrial.Outcome, _ prediction: LengthPrediction
  ) {
    self.labels = labels
    self.trial = trial
    self.outcome = outcome
    self.prediction = prediction
  }

  /// The comparison at a hidden layer, counted from 1; the last layer's where none is named.
  func comparison(_ setting: String? = nil, layer: Int? = nil) -> LengthComparison {
    let layer = (layer ?? outcome.layers.count) - 1
    return LengthComparison(
      setting ?? labels.joined(separator: ", "), layer: layer, outcome.layers[layer], prediction)
  }
}
