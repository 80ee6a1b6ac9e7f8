import Figures
import Lab
import Network
import Randomness

/// Made-up singular values, on which the verdicts of paper D's spectra are tried.
enum SpectrumWorlds {
  /// The largest singular value stands above the smallest by a number.
  static var all: [World<JacobianGroup>] {
    func world(
      _ name: String, _ truth: Truth, difference: @escaping @Sendable (_ isIsometric: Bool) -> Double
    ) -> World<JacobianGroup> {
      World(name, truth) { group, key in
        var stream = key.stream()
        let isIsometric =
          group.trial.initialization == PopularInitialization.orthogonalMirrored.initialization
        let mean = difference(isIsometric)
        let (networks, spread) = (group.trial.networks, 0.2 * mean)
        let noise = spread / Double(networks).squareRoot() * stream.nextNormal()
        var outcome = JacobianTrial.Outcome(hasSpectrum: true)
        outcome.spectrum = JacobianTrial.Outcome.ranks.map { rank in
          LengthSummary(
            count: networks, mean: 1 + (0.5 - rank) * (mean + noise), deviation: spread / 2, logMean: 0,
            logDeviation: 1)
        }
        return outcome
      }
    }
    return [
      world("by just the margin", .null) { _ in SpectrumReport.margin },
      world("as claimed", .claim) { $0 ? 1e-5 : 2 }, world("the opposite", .opposite) { $0 ? 2 : 1e-5 },
    ]
  }
}
