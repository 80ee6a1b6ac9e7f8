import Figures
import Foundation

/// Made-up means of networks with batch normalisation, on which the verdicts on them are tried.
enum NormMapWorlds {
  /// All worlds.
  static var all: [World<PropagationGroup>] {
    MapWorlds.terms(NormMapReport.term, with: [NormMapReport.variance]) + [
      world("variances matter by the margin", .nearly, margins: 1),
      world("variances matter by far more", .opposite, margins: 4),
    ]
  }

  /// Gradients that grow otherwise by so many margins at other variances of weights than 2.
  private static func world(_ name: String, _ truth: Truth, margins: Double) -> World<PropagationGroup> {
    World(name, truth, of: [NormMapReport.variance]) { group, key in
      let rate = group.trial.initialization.weights.gain == 2 ? 0 : margins * MapReport.margin
      return MapWorlds.outcome(group, key) { quantity, layersPassed, _ in
        quantity == .gradient ? exp(rate * Double(layersPassed)) - 1 : 0
      }
    }
  }
}
