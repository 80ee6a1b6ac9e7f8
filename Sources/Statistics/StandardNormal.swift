import Foundation

/// The normal distribution of mean 0 and variance 1.
public enum StandardNormal {
  /// P(Z ≤ z), exact to rounding in both tails.
  public static func cumulative(_ z: Double) -> Double { survival(-z) }

  /// P(Z > z), exact to rounding in both tails.
  public static func survival(_ z: Double) -> Double { 0.5 * erfc(z * 0.5.squareRoot()) }

  /// The z with P(Z ≤ z) = `probability`, −∞ at 0 and ∞ at 1.
  ///
  /// Newton's iteration on the logarithm of the tail. That is a concave function, so the iteration falls to the root
  /// from any start above it, and such a start is known: P(Z > z) ≤ ½ exp(−z²/2).
  public static func quantile(_ probability: Double) -> Double {
    precondition(probability >= 0 && probability <= 1, "\(probability) is not a probability")
    let tail = min(probability, 1 - probability)
    let sign: Double = probability < 0.5 ? -1 : 1
    if tail == 0.5 { return 0 }
    if tail == 0 { return sign * .infinity }
    var z = (-2 * log(2 * tail)).squareRoot()
    for _ in 0..<50 {
      let survival = survival(z)
      let hazard = density(z) / survival
      // A subnormal tail has few digits and none to spare for a quotient.
      guard hazard.isFinite else { break }
      let step = log(survival / tail) / hazard
      z += step
      if abs(step) <= 1e-16 * z { break }
    }
    return sign * z
  }

  private static func density(_ z: Double) -> Double {
    exp(-0.5 * z * z) / (2 * Double.pi).squareRoot()
  }
}
