import Foresight
import Lab
import Statistics

/// One initialisation on one network: when training started, lengths before it, and what theory expected.
public struct ComparisonRow: Encodable, Sendable {
  /// The method by which a residual network begins; nil where an initialisation alone was asked for.
  public let method: String?
  /// The initialisation's name.
  public let initialization: String
  /// The network's family and sizes.
  public let network: String
  /// The learning rate.
  public let rate: Double
  /// When its runs started.
  public let starts: StartSummary
  /// The mean epoch of the start where every run that had not started by the last epoch counts as that epoch.
  public let restrictedMean: RestrictedMean
  /// M_d / M_0 of the last hidden layer or module, measured and foreseen; nil where weights hang on data.
  public let lengths: LengthComparison?
  /// A bound on E[M_d] / M_0 from above; nil but for residual networks of one layer a module.
  public let lengthBound: Double?
  /// E[M_d] / M_0 in the limit of great width; nil but for residual networks.
  public let wideLength: Double?
  /// The mean over networks of the variance of M_1 … M_d across layers, over M_0²; nil where weights hang on data.
  public let layerVariance: Double?
  /// Its expectation; nil where theory does not know it.
  public let expectedLayerVariance: Double?
  /// The trouble that theory expected.
  public let findings: [Finding]
  /// The same in a few words.
  public let expectation: String
  /// Its runs.
  package let group: StartGroup
  /// The network as comparisons tell of it.
  package let compared: ComparedNetwork

  private enum CodingKeys: String, CodingKey {
    case method, initialization, network, rate, starts, restrictedMean, lengths, lengthBound, wideLength,
      layerVariance
    case expectedLayerVariance, findings, expectation
  }

  /// The share of networks with a layer of zeros; nil where weights hang on data.
  public var deadShare: Double? { lengths.map { Double($0.dead) / Double($0.networks) } }

  /// A row; nil where there are no runs or no layers.
  ///
  /// - Parameter lengths: What was measured before training; nil where weights hang on data.
  package init?(
    _ compared: ComparedNetwork, _ forecast: Forecast, _ group: StartGroup, _ lengths: ComparedLengths?
  ) {
    let limit = Double(group.trial.criterion.epochLimit)
    guard let mean = KaplanMeier(group.observations)?.restrictedMean(upTo: limit),
      lengths?.measured.layers.isEmpty != true
    else { return nil }
    self.compared = compared
    method = compared.method
    initialization = compared.initialization.name
    network = compared.architecture.label
    rate = group.trial.optimizer.rate
    starts = group.summary
    restrictedMean = mean
    self.lengths = lengths?.comparison(compared.beginning)
    lengthBound = lengths?.prediction.upperBounds?.last
    // What hangs on data is known in the limit of great width alone, where at all.
    wideLength = lengths == nil ? forecast.wideFactor : lengths?.prediction.wideMeans?.last
    layerVariance = lengths?.measured.layerVariance.mean
    expectedLayerVariance = lengths?.prediction.layerVariance
    findings = forecast.findings
    expectation = forecast.troubleText
    self.group = group
  }
}

/// The lengths of a network before training, measured and foreseen.
package struct ComparedLengths: Sendable {
  let measured: LengthTrial.Outcome
  let prediction: LengthPrediction

  package init(_ measured: LengthTrial.Outcome, _ prediction: LengthPrediction) {
    (self.measured, self.prediction) = (measured, prediction)
  }

  /// Those of the last hidden layer.
  fileprivate func comparison(_ setting: String) -> LengthComparison? {
    measured.layers.last.map { last in
      LengthComparison(
        setting, layer: measured.layers.count - 1, last, growths: measured.growths, prediction)
    }
  }
}
