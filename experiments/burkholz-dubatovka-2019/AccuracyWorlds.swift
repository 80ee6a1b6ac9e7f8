import Figures
import Foundation
import Lab
import Training

/// Made-up accuracies, on which the verdicts of the accuracy figures are tried.
enum AccuracyWorlds {
  /// Accuracies that are highest at a rate of 0.003, of normal spread, and a tenth for the runs that diverge.
  static var all: [World<StartGroup>] {
    func world(_ name: String, _ truth: Truth, mirrored: Double) -> World<StartGroup> {
      World(name, truth) { group, key in
        var stream = key.stream()
        let off = log10(group.trial.optimizer.rate / 0.003)
        let mean = 0.6 - 0.1 * off * off + (group.trial.initialization.isMirrored ? mirrored : 0)
        let accuracy = stream.nextUnit() < 0.1 ? 0.1 : mean + 0.03 * stream.nextNormal()
        let epoch = group.trial.criterion.epochLimit
        let record = EpochRecord(epoch: epoch, trainingLoss: 1, testLoss: 1, testAccuracy: accuracy)
        return StartTrial.Outcome(start: .censored(epoch: epoch), epochs: [record])
      }
    }
    return [
      world("as accurate", .null, mirrored: 0), world("as claimed", .claim, mirrored: 0.25),
      world("the opposite", .opposite, mirrored: -0.25),
    ]
  }
}
