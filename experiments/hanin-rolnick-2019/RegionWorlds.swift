import Figures
import Foundation
import Lab
import Randomness
import Training

/// Made-up numbers of regions, on which the verdicts of paper B's figures are tried: normal about a multiple of the expected
/// number, which hangs on the epoch.
enum RegionWorlds {
  static var atTheBeginning: [World<RegionGroup>] {
    [
      world("a quarter more", .null) { _, _ in 1.25 }, world("as many", .claim) { _, _ in 1 },
      world("half as many again", .opposite) { _, _ in 1.5 },
    ]
  }

  static var whileTraining: [World<RegionGroup>] {
    [
      world("thrice as many throughout", .null) { _, _ in 3 },
      world("as claimed", .claim) { _, epoch in epoch == 0 || epoch > 15 ? 1 : 0.85 },
      world("the opposite", .opposite) { _, epoch in epoch == 0 || epoch > 15 ? 5 : 6 },
    ]
  }

  static var rates: [World<RegionGroup>] {
    [
      world("as many, half as much learnt", .null, learnt: { $0 == 1e-2 ? 0.55 : 0.6 }) { _, _ in 1 },
      world("as claimed", .claim, learnt: { $0 == 1e-2 ? 0.51 : 0.6 }) { group, epoch in
        group.trial.optimizer.rate == 1e-3 && epoch > 0 ? 1.5 : 1
      },
      world("the opposite", .opposite, learnt: { $0 == 1e-2 ? 0.6 : 0.52 }) { group, epoch in
        group.trial.optimizer.rate == 1e-2 && epoch > 0 ? 2 : 1
      },
    ]
  }

  static var order: [World<RegionGroup>] {
    [
      world("thrice as many", .null) { _, _ in 3 }, world("as many", .claim) { _, _ in 1 },
      world("five times as many", .opposite) { _, _ in 5 },
    ]
  }

  /// - Parameters:
  ///   - learnt: The share of the examples that is named rightly at the end, by learning rate; beyond
  ///   guessing.
  ///   - multiple: The mean number over the one expected.
  private static func world(
    _ name: String, _ truth: Truth, learnt: @escaping @Sendable (Double) -> Double = { _ in 1 },
    _ multiple: @escaping @Sendable (RegionGroup, Double) -> Double
  ) -> World<RegionGroup> {
    World(name, truth) { group, key in
      var stream = key.stream()
      let trial = group.trial
      let units = ((try? trial.architecture.rectifiedWidths()) ?? []).reduce(0, +)
      let expected = trial.slicesAreLines ? Double(units) : Double(units * units) / 2
      // Runs differ by a tenth, and a run's moments among themselves by half of that.
      let own = 1 + 0.1 * stream.nextNormal()
      let moments = trial.moments.map { epoch in
        let count = expected * multiple(group, epoch) * (own + 0.05 * stream.nextNormal())
        return RegionTrial.Outcome.Moment(epoch: epoch, regions: [max(1, Int(count.rounded()))])
      }
      let guess = group.guessed - 0.5
      let accuracy = min(1, learnt(trial.optimizer.rate) + guess + 0.005 * stream.nextNormal())
      return RegionTrial.Outcome(
        units: units, moments: moments,
        epochs: [EpochRecord(epoch: 1, trainingLoss: 1, testLoss: 1, testAccuracy: accuracy)], divergence: nil
      )
    }
  }
}
