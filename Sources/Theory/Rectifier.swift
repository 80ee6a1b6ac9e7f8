/// What a rectifier, leaky or not, keeps of the moments of a number with a symmetric law: φ(z) = z for z ≥ 0,
/// else a z.
///
/// φ(z)² and φ(−z)² add up to (1 + a²) z², so half of that is kept in the mean, whatever the law; fourth
/// powers likewise.
/// Source: He et al. 2015 for the second moment; the fourth is our own derivation.
public struct Rectifier: Hashable, Codable, Sendable {
  /// The slope a for negative inputs: 0 for ReLU, 1 for a linear unit.
  public var slope: Double

  /// A rectifier of a slope.
  public init(slope: Double) {
    precondition(slope.isFinite, "a slope is a number")
    self.slope = slope
  }

  /// max(0, x).
  public static let relu = Rectifier(slope: 0)

  /// E[φ(z)²] / E[z²] = (1 + a²) / 2.
  public var keptSquare: Double { (1 + slope * slope) / 2 }

  /// The fan-in · Var[w] that keeps mean lengths, 2 / (1 + a²): 2 for ReLU.
  public var keepingGain: Double { 1 / keptSquare }

  /// By how much kurtosis grows, E[φ(z)⁴] / E[φ(z)²]² over E[z⁴] / E[z²]²: 2 (1 + a⁴) / (1 + a²)², from 1 for
  /// a linear unit to 2 for ReLU.
  public var kurtosisFactor: Double {
    let square = slope * slope
    return 2 * (1 + square * square) / ((1 + square) * (1 + square))
  }

  /// n times the variance of M_j / M_{j−1} of a layer of n units that keeps lengths, for normal weights: 5
  /// for ReLU, 2 for linear units.
  public var spread: Double { 3 * kurtosisFactor - 1 }
}
