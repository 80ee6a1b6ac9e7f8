import Figures
import Foundation
import Lab
import Network
import Randomness

/// Made-up correlations of gradients, on which the verdicts on shattering are tried, with normal errors of the sizes that networks
/// have.
enum ShatterWorlds {
  /// All worlds.
  static var all: [World<PropagationGroup>] {
    [
      world("half the term", .claim, of: ShatterReport.product) { $0 + 0.5 * $1.likenessTerm },
      world("off by the margin", .nearly, of: ShatterReport.product) {
        $0 + $1.likenessTerm + ShatterReport.margin
      },
      world("off by far more", .opposite, of: ShatterReport.product) {
        $0 + $1.likenessTerm + 4 * ShatterReport.margin
      },
      world("as theory says", .claim, of: ShatterReport.shatter) { expected, _ in expected },
      world("all alike", .null, of: ShatterReport.shatter) { _, _ in 0.4 },
      world("plain ones more alike", .opposite, of: ShatterReport.shatter) { $1.isPlain ? 0.6 : 0.4 },
      world("as theory says", .claim, of: ShatterReport.slowing) { expected, _ in expected },
      world("exponential", .null, of: ShatterReport.slowing) { exp(-0.3 * Double($1.depth)) },
      world("ever faster", .opposite, of: ShatterReport.slowing) {
        exp(-0.03 * Double($1.depth * $1.depth))
      },
    ]
  }

  /// The standard error of a mean.
  private static let error = 0.005

  /// - Parameter law: The true mean, given theory's.
  private static func world(
    _ name: String, _ truth: Truth, of topic: TestedClaim.Topic,
    _ law: @escaping @Sendable (_ expected: Double, _ group: PropagationGroup) -> Double
  ) -> World<PropagationGroup> {
    World(name, truth, of: [topic]) { group, key in
      var stream = key.stream()
      let networks = group.trial.networks
      func exactly(_ value: Double) -> LengthSummary {
        LengthSummary(count: networks, mean: value, deviation: 0, logMean: 0, logDeviation: 1)
      }
      return PropagationTrial.Outcome(
        places: group.theory.map { theory in
          let likeness = theory.gradientCorrelation.map {
            NumberSummary(
              count: networks, mean: law($0, group) + error * stream.nextNormal(),
              deviation: error * Double(networks).squareRoot())
          }
          return PropagationTrial.Outcome.Place(
            square: exactly(theory.square),
            correlation: NumberSummary(count: networks, mean: theory.correlation, deviation: 0),
            gradient: exactly(theory.gradient), gradientCorrelation: likeness)
        })
    }
  }
}

extension StartWorlds {
  /// Those of networks that look linear at first, He's and residual ones.
  static var shattered: [World<StartGroup>] {
    @Sendable func depth(_ group: StartGroup) -> Double {
      Double((try? group.trial.architecture.depth()) ?? 4)
    }
    @Sendable func isPlain(_ group: StartGroup) -> Bool {
      let network = group.trial.architecture.of(LayerList.self)?.withDepth(2)
      let layers = try? network?.layers(input: [1, 2, 2], classes: 2)
      return !group.trial.initialization.isMirrored && layers?.contains { $0.module != nil } == false
    }
    return [
      world("half start, whatever the depth", .null) { _, _ in 1 / log(2) },
      world("as claimed", .claim) { group, _ in isPlain(group) ? 0.003 * depth(group) * depth(group) : 0.15 },
      world("the opposite", .opposite) { group, _ in isPlain(group) ? 8 / depth(group) : 8 },
    ]
  }
}
