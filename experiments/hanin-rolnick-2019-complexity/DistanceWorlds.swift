import Figures
import Foundation
import Lab
import Randomness

/// Made-up distances, on which the verdicts of paper F's figures are tried: normal about a number over a power of N.
enum DistanceWorlds {
  static var all: [World<DistanceGroup>] {
    let (order, margin) = (DistanceFigures.order, DistanceFigures.margin)
    return [
      world("thrice as far", .null, of: [DistanceFigures.size], order, exponent: -1),
      world("at the margin", .null, of: [DistanceFigures.exponent], 1, exponent: margin - 1),
      world("as claimed", .claim, 1, exponent: -1),
      world("the same for any N", .opposite, 3 * order, exponent: 0),
    ]
  }

  /// - Parameter scale: The mean distance times N where N is 100.
  private static func world(
    _ name: String, _ truth: Truth, of topics: Set<TestedClaim.Topic>? = nil, _ scale: Double,
    exponent: Double
  ) -> World<DistanceGroup> {
    World(name, truth, of: topics) { group, key in
      var stream = key.stream()
      let units = try (group.trial.architecture.rectifiedWidths() ?? []).reduce(0, +)
      let mean = scale / 100 * pow(Double(units) / 100, exponent)
      // Runs differ by a tenth, and a run's moments among themselves by half of that.
      let own = 1 + 0.1 * stream.nextNormal()
      let moments = group.trial.moments.map { epoch in
        let distance = mean * (own + 0.05 * stream.nextNormal())
        let lengths = LengthSummary(
          count: group.trial.points, mean: distance, deviation: distance, logMean: log(distance),
          logDeviation: 1)
        return DistanceTrial.Outcome.Moment(epoch: epoch, trainingAccuracy: 1, testAccuracy: 1) { _ in
          DistanceTrial.Distances(lengths)
        }
      }
      return DistanceTrial.Outcome(units: units, moments: moments, epochs: [], divergence: nil)
    }
  }
}
