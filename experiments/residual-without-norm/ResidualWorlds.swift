import Figures
import Foundation
import Lab
import Randomness
import Training

/// Made-up accuracies and rates, on which the verdicts of residual networks without normalisation are tried.
enum ResidualWorlds {
  /// How often networks start, and how accurate those are that do.
  private struct Likeness {
    var share: Double
    var accuracy: Double
  }

  static var starts: [World<StartGroup>] {
    func world(
      _ name: String, _ truth: Truth, of topics: Set<TestedClaim.Topic>? = nil,
      _ likeness: @escaping @Sendable (_ method: String, _ isShallowest: Bool) -> Likeness
    ) -> World<StartGroup> {
      World(name, truth, of: topics) { group, key in
        var stream = key.stream()
        let own = likeness(group.labels[0], group.points[1].number == shallowest)
        let limit = group.trial.criterion.epochLimit
        guard stream.nextUnit() < own.share else {
          return StartTrial.Outcome(
            start: stream.nextUnit() < 0.5 ? .censored(epoch: limit) : .diverged(step: 1),
            epochs: [record(limit, guess)])
        }
        let accuracy = max(ResidualStart.accuracy, own.accuracy + 0.02 * stream.nextNormal())
        return StartTrial.Outcome(start: .censored(epoch: limit), epochs: [record(limit, accuracy)])
      }
    }
    let he = ResidualMethods.he
    let norm = ResidualMethods.batchNorm
    return [
      world("as claimed", .claim) { method, isShallowest in
        Likeness(share: method == he && !isShallowest ? 0.01 : 0.99, accuracy: method == norm ? 0.42 : 0.4)
      },
      // What starts in half of the runs lies a tenth apart on average where it lies two tenths apart.
      world("half start; batch norm ahead by the margin", .null) { method, _ in
        Likeness(share: 0.5, accuracy: method == norm ? 0.4 + 2 * ResidualStart.closeness : 0.4)
      },
      world("He's alone start", .opposite, of: [ResidualStart.startTopic]) { method, _ in
        Likeness(share: method == he ? 0.99 : 0.01, accuracy: 0.4)
      },
      world("batch norm far ahead", .opposite, of: [ResidualStart.closeTopic]) { method, _ in
        Likeness(share: 1, accuracy: method == norm ? 0.7 : 0.4)
      },
    ]
  }

  private static let guess = 0.1
  /// The least number of layers that the file has.
  private static let shallowest = 8.0

  private static func record(_ epoch: Int, _ accuracy: Double) -> EpochRecord {
    EpochRecord(epoch: epoch, trainingLoss: 1, testLoss: 1, testAccuracy: accuracy)
  }

  static var rates: [World<RateGroup>] {
    /// - Parameters:
    ///   - norm: ln η* of batch normalisation at the least depth less that of the others, and its exponent in the number of layers.
    ///   - others: The exponent of the others.
    func world(
      _ name: String, _ truth: Truth, of topics: Set<TestedClaim.Topic>? = nil,
      norm: (ahead: Double, exponent: Double), others: Double
    ) -> World<RateGroup> {
      World(name, truth, of: topics) { group, key in
        var stream = key.stream()
        let isNorm = group.labels[0] == ResidualMethods.batchNorm
        let depth = log((group.points[1].number ?? shallowest) / shallowest)
        let rate = exp(
          log(0.1) + (isNorm ? norm.ahead + norm.exponent * depth : others * depth)
            + 0.15 * stream.nextNormal())
        return RateTrial.Outcome(lower: rate / 1.05, upper: rate * 1.05, runs: 30, sharpness: nil)
      }
    }
    let falling: Set = [ResidualRates.fallTopic, ResidualRates.holdTopic]
    return [
      world("as claimed", .claim, norm: (1.5, 0), others: -0.8),
      world(
        "the others do not fall, batch norm by the margin", .null, of: falling,
        norm: (0, ResidualRates.steepness), others: 0),
      world("the opposite", .opposite, of: falling, norm: (0, -1), others: 0.8),
      world("as large", .null, of: [ResidualRates.aheadTopic], norm: (0, -0.8), others: -0.8),
      world("larger without", .opposite, of: [ResidualRates.aheadTopic], norm: (-1.5, -0.8), others: -0.8),
    ]
  }
}
