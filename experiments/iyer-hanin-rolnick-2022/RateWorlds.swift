import Figures
import Foundation
import Lab
import Randomness
import Training

/// Made-up brackets and sharpnesses, on which the verdicts of paper H's figures are tried: powers of depth × width with normal
/// scatter on a scale of equal ratios.
enum RateWorlds {
  /// The most searches of a setting: the mean of so many scatters by the factors below, that of fewer by more.
  private static let searches = 4.0

  static var all: [World<RateGroup>] {
    /// - Parameters:
    ///   - exponents: Those of η* and of λ₁ in depth × width.
    ///   - scatter: The factors by which both lie off.
    func world(
      _ name: String, _ truth: Truth, of topics: Set<TestedClaim.Topic>? = nil,
      exponents: (rate: Double, sharpness: Double) = (-0.5, 0.8),
      scatter: (rate: Double, sharpness: Double) = (1.1, 1.1)
    ) -> World<RateGroup> {
      World(name, truth, of: topics) { group, key in
        guard let size = group.size else { preconditionFailure("the paper's networks have one width") }
        var stream = key.stream()
        func number(_ exponent: Double, _ factor: Double) -> Double {
          exp(exponent * log(size) + log(factor) * searches.squareRoot() * stream.nextNormal())
        }
        let rate = number(exponents.rate, scatter.rate)
        let sharpness = number(exponents.sharpness, scatter.sharpness)
        return RateTrial.Outcome(
          lower: rate / 1.05, upper: rate * 1.05, runs: 30,
          sharpness: Sharpness(value: sharpness, residual: 1e-3, products: 30))
      }
    }
    let margin = RateLaws.factor
    let (inverse, inverseEdge) = (-0.8, -0.8 * (1 + RateLaws.margin))
    let ofRates: Set = [RateLaws.rateTopic, RateLaws.relationTopic]
    return [
      world("powers, closely but not inversely related", .claim),
      world("η* off by the margin", .nearly, of: ofRates, scatter: (margin, 1.1)),
      world("η* off by far more", .opposite, of: ofRates, scatter: (margin * margin * margin, 1.1)),
      world("λ₁ off by the margin", .nearly, of: [RateLaws.sharpnessTopic], scatter: (1.1, margin)),
      world(
        "λ₁ off by far more", .opposite, of: [RateLaws.sharpnessTopic],
        scatter: (1.1, margin * margin * margin)),
      world("η* the same everywhere", .null, of: [RateLaws.fall], exponents: (0, 0.8)),
      world("η* rises", .opposite, of: [RateLaws.fall], exponents: (0.5, 0.8)),
      world(
        "inverse but for the margin", .null, of: [RateLaws.inverse], exponents: (inverseEdge, 0.8),
        scatter: (1.1, 1)),
      world(
        "inversely related", .opposite, of: [RateLaws.inverse], exponents: (inverse, 0.8), scatter: (1.1, 1)),
    ]
  }
}
