import Figures
import Foundation

/// Made-up means of networks with batch normalisation, on which the verdicts on them are tried.
enum NormMapWorlds {
  /// All worlds.
  static var all: [World<PropagationGroup>] {
    let (term, margin) = (NormMapReport.term, NormMapReport.margin)
    return [
      world("half the term", .claim, of: [MapReport.maps, NormMapReport.growth, NormMapReport.variance]) {
        0.5 * term.bound($1, layersPassed: $2, share: $0.share ?? 0)
      },
      world("off by the margin", .nearly, of: [MapReport.maps]) {
        term.bound($1, layersPassed: $2, share: $0.share ?? 0) + MapTerm.margin($1)
      },
      world("off by far more", .opposite, of: [MapReport.maps]) {
        4 * (term.bound($1, layersPassed: $2, share: $0.share ?? 0) + MapTerm.margin($1))
      },
      growth("gradients grow more by the margin", .nearly, of: NormMapReport.growth) {
        margin + term.gradient * ($0.share ?? 0)
      },
      growth("gradients grow far more", .opposite, of: NormMapReport.growth) {
        4 * (margin + term.gradient * ($0.share ?? 0))
      },
      growth("variances matter by the margin", .nearly, of: NormMapReport.variance) {
        $0.trial.initialization.weights.gain == 2 ? 0 : margin
      },
      growth("variances matter by far more", .opposite, of: NormMapReport.variance) {
        $0.trial.initialization.weights.gain == 2 ? 0 : 4 * margin
      },
    ]
  }

  /// - Parameter rate: By how much the logarithm of squared gradients grows a layer otherwise.
  private static func growth(
    _ name: String, _ truth: Truth, of topic: TestedClaim.Topic,
    _ rate: @escaping @Sendable (PropagationGroup) -> Double
  ) -> World<PropagationGroup> {
    world(name, truth, of: [topic]) { group, quantity, layersPassed in
      quantity == .gradient ? exp(rate(group) * Double(layersPassed)) - 1 : 0
    }
  }

  /// - Parameter law: By how much a mean lies off.
  private static func world(
    _ name: String, _ truth: Truth, of topics: Set<TestedClaim.Topic>,
    _ law: @escaping @Sendable (PropagationGroup, PropagationGroup.Quantity, _ layersPassed: Int) -> Double
  ) -> World<PropagationGroup> {
    World(name, truth, of: topics) { group, key in
      MapWorlds.outcome(group, key) { quantity, layersPassed, _ in law(group, quantity, layersPassed) }
    }
  }
}
