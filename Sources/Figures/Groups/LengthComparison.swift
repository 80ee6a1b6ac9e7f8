import Foresight
import Foundation
import Lab
import Network

/// The measured mean length of one network's last layer beside theory's, and whether they agree.
public struct LengthComparison: Encodable, Sendable {
  /// What was measured: an initialisation, and what else tells it from its neighbours.
  public let setting: String
  /// The number of hidden layers.
  public let depth: Int
  /// The number of networks measured.
  public let networks: Int
  /// The mean of M_d / M_0; 0 or infinite where it is beyond the range of numbers.
  public let mean: Double
  /// The sample's standard error of the mean; nil for one network alone.
  public let standardError: Double?
  /// E[M_d] / M_0, exact or to the first order in one over the widths; nil where theory does not say.
  public let expectedMean: Double?
  /// E[M_d] / M_0 in the limit of great width, where no more is known.
  public let wideMean: Double?
  /// How many standard errors lie between the means, the error being theory's where it has one; nil where so
  /// few networks have a mean that is far from normal, or it is beyond the range of numbers.
  public let meanZ: Double?
  /// The mean of ln (M_d / M_0) over the networks without a dead layer; nil where there are none.
  public let logMean: Double?
  /// Its expectation; nil where theory does not say.
  public let expectedLogMean: Double?
  /// How many standard errors lie between the mean logarithms.
  public let logZ: Double?
  /// The factor of one layer, M_j / M_{j−1}, over that which theory expects of it: its mean over networks
  /// and layers; nil where theory does not say, or the measurement did not.
  public let growth: Double?
  /// How many standard errors it lies from 1.
  public let growthZ: Double?
  /// How many networks have a dead layer.
  public let dead: Int
  /// Whether measurement and theory agree.
  public let verdict: Verdict
  /// How far measurement and theory lie apart, in each way that tells anything.
  package let agreements: [Agreement]
  /// How far the factor of a layer lies from theory's.
  package let factor: Agreement?

  private enum CodingKeys: String, CodingKey {
    case setting, depth, networks, mean, standardError, expectedMean, wideMean, meanZ, logMean,
      expectedLogMean, logZ
    case growth, growthZ, dead, verdict
  }

  /// Whether a measurement agrees with theory.
  public enum Verdict: String, Encodable, Sendable {
    /// It is so exact that it lies within the margin.
    case held
    /// It lies further off than chance allows.
    case failed
    /// It is too vague, or theory says nothing.
    case undecided = "not enough data"
  }

  /// The factor a layer that would be another theory's.
  public static let margin = 1.01
  /// How many standard errors are too many for chance, in one comparison alone.
  public static let tolerance = 4.0

  /// Compares what was measured at one hidden layer with what was predicted for it.
  ///
  /// Where the law of logarithms is known it decides, and so does the factor of a layer; for mean lengths
  /// have such heavy tails that they are near normal in shallow or wide networks alone. There they count
  /// too, and alone where no more is known.
  ///
  /// - Parameter growths: The factors of the layers, first to last; nil where they were not measured.
  public init(
    _ setting: String, layer: Int, _ measured: LengthSummary, growths: [LengthSummary]?,
    _ prediction: LengthPrediction
  ) {
    self.setting = setting
    depth = layer + 1
    networks = measured.count
    dead = measured.dead
    mean = measured.mean
    standardError = measured.standardError.isNaN ? nil : measured.standardError
    expectedMean = prediction.means?[layer]
    wideMean = expectedMean == nil ? prediction.wideMeans?[layer] : nil
    logMean = measured.logMean.isNaN ? nil : measured.logMean
    let log = prediction.logLengths?[layer]
    expectedLogMean = log?.mean
    let length = Self.length(
      measured, expected: expectedMean, prediction.relativeDeviations?[layer], layer + 1,
      offBy: prediction.uncertainties?[layer] ?? 0)
    let logarithm = log.flatMap { law in
      Self.logarithm(measured, expected: law.mean, variance: law.variance, layer + 1)
    }
    let factor = prediction.growths.flatMap { expected in
      growths.flatMap { Self.factor(Array($0[...layer]), expected: Array(expected[...layer])) }
    }
    meanZ = length?.z
    logZ = logarithm?.z
    growth = factor.map { 1 + $0.deviation }
    growthZ = factor?.z
    self.factor = factor
    let agreements = [logarithm, factor, length].compactMap(\.self)
    self.agreements = agreements
    // Weights that are zero leave no doubt.
    let isZero = prediction.growths?[...layer].contains(0) == true
    if isZero {
      verdict = measured.dead == measured.count ? .held : .failed
    } else if agreements.contains(where: { abs($0.z) > Self.tolerance }) {
      verdict = .failed
    } else {
      verdict = (agreements.mostTelling?.ifFalse ?? 1) < Claim.level ? .held : .undecided
    }
  }

  /// Of mean lengths, over the one expected.
  ///
  /// - Parameter uncertainty: By which share theory itself may be off.
  private static func length(
    _ measured: LengthSummary, expected: Double?, _ deviation: Double?, _ depth: Int,
    offBy uncertainty: Double
  ) -> Agreement? {
    // A sample's own spread is far too small where the mean hangs on a few giants.
    guard let expected, let deviation, deviation > 0, expected.isNormal,
      measured.hasPlainMean,
      Agreement.isNormal(relativeDeviation: deviation, count: measured.count)
    else { return nil }
    return Agreement(
      deviation: measured.mean / expected - 1,
      error: (deviation * deviation / Double(measured.count) + uncertainty * uncertainty).squareRoot(),
      margin: pow(margin, Double(depth)) - 1)
  }

  /// Of mean logarithms, over the networks that have one: sums of as many terms as layers, and near normal.
  private static func logarithm(
    _ measured: LengthSummary, expected: Double, variance: Double, _ depth: Int
  ) -> Agreement? {
    let alive = measured.count - measured.dead
    guard alive >= 30, variance > 0, measured.logMean.isFinite else { return nil }
    return Agreement(
      deviation: measured.logMean - expected, error: (variance / Double(alive)).squareRoot(),
      margin: Double(depth) * log(margin))
  }

  /// Of the factors of layers, each over the one expected. Given the layers before, a factor's expectation
  /// is the same whatever they are, so that the factors of one network are not correlated.
  private static func factor(_ growths: [LengthSummary], expected: [Double]) -> Agreement? {
    guard expected.allSatisfy({ $0 > 0 }), growths.allSatisfy({ $0.count >= 30 }) else { return nil }
    let count = Double(growths.count)
    let parts = zip(growths, expected).map { (value: $0.mean / $1 - 1, error: $0.standardError / $1) }
    let error = parts.reduce(0) { $0 + $1.error * $1.error }.squareRoot() / count
    guard error > 0, error.isFinite else { return nil }
    return Agreement(
      deviation: parts.reduce(0) { $0 + $1.value } / count, error: error, margin: margin - 1)
  }
}
