import Figures
import Foundation
import Lab
import Network
import Randomness

/// Made-up sums over networks, on which the verdicts of paper C's figures are tried: normal about what theory says times a
/// factor; Z² and Z⁴ go together.
enum JacobianWorlds {
  static var all: [World<JacobianGroup>] {
    /// - Parameter kurtosis: E[Z⁴] / E[Z²]², given theory's and β.
    func world(
      _ name: String, _ truth: Truth, of topics: Set<TestedClaim.Topic>? = nil,
      factor: Double = 1,
      kurtosis: @escaping @Sendable (Double, Double) -> Double = { theory, _ in theory }
    ) -> World<JacobianGroup> {
      World(name, truth, of: topics) { group, key in
        guard let theory = group.theory, let expected = theory.kurtosis, let spread = theory.fourthSpread,
          let variance = theory.quenchedVariance
        else { preconditionFailure("theory knows these networks") }
        var stream = key.stream()
        let networks = group.trial.networks
        let root = Double(networks).squareRoot()
        let (first, second, third) = (stream.nextNormal(), stream.nextNormal(), stream.nextNormal())
        func summary(_ mean: Double, _ spread: Double, _ noise: Double) -> LengthSummary {
          let deviation = mean * spread.squareRoot()
          return LengthSummary(
            count: networks, mean: mean + deviation / root * noise, deviation: deviation, logMean: 0,
            logDeviation: 1)
        }
        let correlation = 0.8
        let together = correlation * first + (1 - correlation * correlation).squareRoot() * second
        let square = factor * theory.secondMoment
        let fourth = square * square * kurtosis(expected, group.inverseWidths ?? 0)
        var outcome = JacobianTrial.Outcome(hasSpectrum: false)
        outcome.squares = summary(square, theory.squareSpread, first)
        outcome.fourths = summary(fourth, spread, together)
        outcome.variances = summary(factor * variance, spread, third)
        let covariance = correlation * (theory.squareSpread * spread).squareRoot()
        outcome.products = LengthSummary(
          count: networks, mean: outcome.squares.mean * outcome.fourths.mean * (1 + covariance), deviation: 0,
          logMean: 0,
          logDeviation: 1)
        return outcome
      }
    }
    let margin = 1 + JacobianGroup.Moment.margin
    return [
      world("as theory says", .claim),
      world("off by the margin", .nearly, of: [JacobianReport.agreement], factor: margin) { theory, _ in
        theory * margin
      },
      world("off by thrice the margin", .opposite, of: [JacobianReport.agreement], factor: 1.3) { theory, _ in
        theory * 1.3
      },
      world("at half of first order's rate", .null, of: [JacobianReport.growth]) { _, beta in
        3 * exp(2.5 * beta)
      },
      world("the same everywhere", .opposite, of: [JacobianReport.growth]) { _, _ in 6 },
    ]
  }
}
