import Figures
import Foundation
import Lab
import Randomness
import Training

/// Made-up gradients of layers over the first steps, on which the verdicts on batch normalisation are tried.
enum NormStepWorlds {
  /// All worlds.
  static var all: [World<SignalGroup>] {
    let margin = NormStepReport.margin
    return [
      world("as theory says", .claim, of: NormStepReport.beginning) { _, _ in 0 },
      world("off by the margin", .nearly, of: NormStepReport.beginning) { _, _ in margin },
      world("off by far more", .opposite, of: NormStepReport.beginning) { _, _ in 4 * margin },
      world("far less after a step", .claim, of: NormStepReport.flattening) { step, _ in
        step > 0 ? -4 * margin : 0
      },
      world("less by just the margin", .null, of: NormStepReport.flattening) { step, _ in
        step > 0 ? -margin : 0
      },
      world("more after a step", .opposite, of: NormStepReport.flattening) { step, _ in step > 0 ? margin : 0
      },
      world("the same after a step", .claim, of: NormStepReport.stillness) { _, _ in 0 },
      world("changed by the margin", .nearly, of: NormStepReport.stillness) { step, _ in step > 0 ? margin : 0
      },
      world("changed by far more", .opposite, of: NormStepReport.stillness) { step, _ in
        step > 0 ? 4 * margin : 0
      },
    ]
  }

  /// By how much growths of single runs spread, as real ones do.
  private static let spread = 0.03

  /// - Parameter law: By how much gradients grow otherwise than theory says.
  private static func world(
    _ name: String, _ truth: Truth, of topic: TestedClaim.Topic,
    _ law: @escaping @Sendable (_ step: Int, _ group: SignalGroup) -> Double
  ) -> World<SignalGroup> {
    World(name, truth, of: [topic]) { group, key in
      var stream = key.stream()
      let depth = (try? group.trial.architecture.depth()) ?? 2
      let middle = NormStepReport.Part.lower.layers(of: depth).last
      return SignalTrial.Outcome(
        layers: (1...depth + 1).map { "linear\($0)" },
        moments: group.trial.steps.map { step in
          let growth = group.expectedGrowth + law(step, group)
          let (lower, upper) = (
            growth + spread * stream.nextNormal(), growth + spread * stream.nextNormal()
          )
          let layers = (1...depth + 1).map { layer -> [Signal: Double] in
            let square = lower * Double(max(0, middle - layer)) - upper * Double(max(0, layer - middle))
            return [.gradient: exp(square / 2)]
          }
          return SignalMoment(step: step, loss: 2.3, layers: layers)
        })
    }
  }
}
