import Figures
import Foundation
import Lab
import Randomness
import Training

/// Made-up accuracies, on which the verdicts on trainable depths are tried: they fall along a line over the logarithm of the depth, and
/// are a half at a power of ξ_c.
enum TrainableDepthWorlds {
  static var all: [World<StartGroup>] {
    /// - Parameters:
    ///   - exponent: That of ξ_c.
    ///   - phases: The multiple in the ordered phase over that in the chaotic one.
    ///   - steps: The multiple after the last epoch over that after the first.
    func world(
      _ name: String, _ truth: Truth, of topics: Set<TestedClaim.Topic>? = nil, exponent: Double = 1,
      phases: Double = 1, steps: Double = 1.3
    ) -> World<StartGroup> {
      World(name, truth, of: topics) { group, key in
        guard let field = group.trial.field(), let scale = field.correlationDepth,
          let depth = try? group.trial.architecture.depth()
        else { preconditionFailure("the paper's networks have a depth and a ξ_c") }
        var stream = key.stream()
        let last = group.trial.criterion.epochLimit
        let half = 5 * scales * pow(scale / scales, exponent) * (field.phase == .ordered ? phases : 1)
        let records = (1...last).map { epoch in
          let boundary = half * (epoch > 1 ? steps : 1)
          let accuracy = 0.5 - 0.5 * log(Double(depth) / boundary) + 0.02 * stream.nextNormal()
          return EpochRecord(
            epoch: epoch, trainingLoss: 1, testLoss: 1, testAccuracy: min(0.95, max(0.1, accuracy)))
        }
        return StartTrial.Outcome(start: .censored(epoch: last), epochs: records)
      }
    }
    let (power, phases, steps) =
      (TrainableDepthReport.power, TrainableDepthReport.phases, TrainableDepthReport.steps)
    return [
      world("a multiple of ξ_c", .claim),
      world("an exponent off by the margin", .null, of: [power], exponent: 1 + TrainableDepthReport.margin),
      world("the same depth everywhere", .opposite, of: [power], exponent: 0),
      world("phases apart by the margin", .null, of: [phases], phases: TrainableDepthReport.factor),
      world("twice as deep in the ordered phase", .opposite, of: [phases], phases: 2),
      world("the same after all steps", .null, of: [steps], steps: 1),
      world("less deep after more steps", .opposite, of: [steps], steps: 0.75),
    ]
  }

  /// Where in the middle of its range ξ_c lies.
  private static let scales = 6.5
}
