import Foresight
import Lab
import Statistics

/// One initialisation on one network: when training started, lengths before it, and what theory expected.
public struct ComparisonRow: Encodable, Sendable {
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
  /// M_d / M_0 of the last hidden layer or module, measured and foreseen.
  public let lengths: LengthComparison
  /// A bound on E[M_d] / M_0 from above; nil but for residual networks of one layer a module.
  public let lengthBound: Double?
  /// E[M_d] / M_0 in the limit of great width; nil but for residual networks.
  public let wideLength: Double?
  /// The mean over networks of the variance of M_1 … M_d across layers, over M_0².
  public let layerVariance: Double
  /// Its expectation; nil where theory does not know it.
  public let expectedLayerVariance: Double?
  /// The trouble that theory expected.
  public let findings: [Finding]
  /// The same in a few words.
  public let expectation: String
  /// Its runs.
  package let group: StartGroup

  private enum CodingKeys: String, CodingKey {
    case initialization, network, rate, starts, restrictedMean, lengths, lengthBound, wideLength,
      layerVariance
    case expectedLayerVariance, findings, expectation
  }

  /// The share of networks with a layer of zeros.
  public var deadShare: Double { Double(lengths.dead) / Double(lengths.networks) }

  /// A row; nil where there are no runs or no layers.
  package init?(
    _ forecast: Forecast, _ group: StartGroup, _ measured: LengthTrial.Outcome, _ prediction: LengthPrediction
  ) {
    let limit = Double(group.trial.criterion.epochLimit)
    guard let mean = KaplanMeier(group.observations)?.restrictedMean(upTo: limit),
      let last = measured.layers.last
    else { return nil }
    initialization = forecast.initialization.name
    network = forecast.architecture.label
    rate = group.trial.optimizer.rate
    starts = group.summary
    restrictedMean = mean
    lengths = LengthComparison(
      initialization, layer: measured.layers.count - 1, last, growths: measured.growths, prediction)
    lengthBound = prediction.upperBounds?.last
    wideLength = prediction.wideMeans?.last
    layerVariance = measured.layerVariance.mean
    expectedLayerVariance = prediction.layerVariance
    findings = forecast.findings
    expectation = forecast.troubleText
    self.group = group
  }
}
