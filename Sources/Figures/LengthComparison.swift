import Lab
import Network

/// The measured mean length of one network's last layer beside theory's, and whether they agree.
public struct LengthComparison: Codable, Sendable {
  /// What was measured: an initialisation, and what else tells it from its neighbours.
  public let setting: String
  /// The number of hidden layers.
  public let depth: Int
  /// The number of networks measured.
  public let networks: Int
  /// The mean of M_d / M_0; 0 or infinite where it is beyond the range of numbers.
  public let mean: Double
  /// The sample's standard error of the mean.
  public let standardError: Double
  /// E[M_d] / M_0; nil where theory does not say.
  public let expectedMean: Double?
  /// How many standard errors lie between the means, the error being theory's where it has one; nil where a
  /// mean is beyond the range of numbers.
  public let meanZ: Double?
  /// The mean of ln (M_d / M_0) over the networks without a dead layer.
  public let logMean: Double
  /// Its expectation; nil where theory does not say.
  public let expectedLogMean: Double?
  /// How many standard errors lie between the mean logarithms.
  public let logZ: Double?
  /// How many networks have a dead layer.
  public let dead: Int
  /// Whether measurement and theory agree.
  public let verdict: Verdict

  /// Whether a measurement agrees with theory.
  public enum Verdict: String, Codable, Sendable {
    /// The means lie within four standard errors of each other.
    case mean = "held"
    /// The mean is too heavy-tailed to be estimated from so few networks; the mean logarithms agree.
    case logarithm = "held (log)"
    /// They lie further apart.
    case failed
    /// Neither mean can be estimated, or theory says nothing.
    case undecided = "not enough data"
  }

  /// How many standard errors are an agreement.
  public static let tolerance = 4.0

  /// Compares what was measured at one hidden layer with what was predicted for it.
  public init(
    _ setting: String, layer: Int, _ measured: LengthSummary, _ prediction: LengthPrediction
  ) {
    self.setting = setting
    depth = layer + 1
    networks = measured.count
    dead = measured.dead
    mean = measured.mean
    standardError = measured.standardError
    expectedMean = prediction.means?[layer]
    logMean = measured.logMean
    let log = prediction.logLengths?[layer]
    expectedLogMean = log?.mean

    // A sample's own error is far too small where the mean hangs on a few giants, so theory's is taken if known.
    let count = Double(measured.count)
    let relativeError = prediction.relativeDeviations.map { $0[layer] / count.squareRoot() }
    let error = expectedMean.flatMap { mean in relativeError.map { mean * $0 } } ?? measured.standardError
    let isZero = expectedMean == 0 && relativeError == nil && measured.dead == measured.count
    // Means beyond the range of numbers cannot be compared; their logarithms can.
    let isInRange = measured.hasPlainMean && (isZero || expectedMean?.isNormal == true)
    meanZ = expectedMean.flatMap { isInRange ? Self.z(measured.mean - $0, error) : nil }
    let alive = Double(measured.count - measured.dead)
    logZ = log.flatMap {
      alive > 0 ? Self.z(measured.logMean - $0.mean, ($0.variance / alive).squareRoot()) : nil
    }

    // Four errors must be less than the mean itself, or even a length of zero would agree.
    let isEstimable = Self.tolerance * error <= expectedMean ?? measured.mean
    if isEstimable, let meanZ {
      verdict = abs(meanZ) <= Self.tolerance ? .mean : .failed
    } else if alive >= 30, let logZ {
      verdict = abs(logZ) <= Self.tolerance ? .logarithm : .failed
    } else {
      verdict = .undecided
    }
  }

  private static func z(_ difference: Double, _ error: Double) -> Double {
    difference == 0 ? 0 : difference / error
  }
}
