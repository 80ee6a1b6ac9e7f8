import Figures
import Foundation
import Network

extension StartWorlds {
  /// Those of networks with batch normalisation.
  static var normalized: [World<StartGroup>] {
    @Sendable func depth(_ group: StartGroup) -> Double {
      Double((try? group.trial.architecture.depth()) ?? 10)
    }
    /// By how many decades the rate is below 0.1.
    @Sendable func slowness(_ group: StartGroup) -> Double { -log10(group.trial.optimizer.rate) - 1 }
    return [
      world("half start, whatever the depth and the rate", .null) { _, _ in 1 / log(2) },
      world("as claimed", .claim) { group, _ in
        0.01 * exp(0.12 * depth(group)) * pow(3, slowness(group))
      },
      world("the opposite", .opposite) { group, _ in 40 / depth(group) * pow(4, -slowness(group)) },
    ]
  }
}
