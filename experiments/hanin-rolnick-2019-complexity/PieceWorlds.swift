import Figures
import Foundation
import Lab
import Randomness

/// Made-up numbers of pieces, on which the verdicts of paper F's figures are tried: normal about N times a power of N and one of
/// the depth.
enum PieceWorlds {
  static var all: [World<RegionGroup>] {
    let margin = PieceFigures.margin
    return [
      world("thrice as many", .null, of: [PieceFigures.order], scale: 3, units: 0, depth: 0),
      world("at the margins", .null, of: [PieceFigures.exponents], scale: 1, units: margin, depth: margin),
      world("as many as units", .claim, scale: 1, units: 0, depth: 0),
      world("a power of the depth", .opposite, scale: 9, units: 0.5, depth: 0.5),
    ]
  }

  /// - Parameters:
  ///   - scale: The number over N where N is 96 and the depth 1.
  ///   - units: By how much the exponent of N is above 1.
  ///   - depth: The exponent of the depth.
  private static func world(
    _ name: String, _ truth: Truth, of topics: Set<TestedClaim.Topic>? = nil, scale: Double,
    units exponent: Double, depth: Double
  ) -> World<RegionGroup> {
    World(name, truth, of: topics) { group, key in
      var stream = key.stream()
      let widths = try group.trial.architecture.rectifiedWidths() ?? []
      let units = widths.reduce(0, +)
      let mean =
        scale * Double(units) * pow(Double(units) / 96, exponent) * pow(Double(widths.count), depth)
      // Runs differ by a twentieth, and a run's moments among themselves by half of that.
      let own = 1 + 0.05 * stream.nextNormal()
      let moments = group.trial.moments.map { epoch in
        let count = mean * (own + 0.025 * stream.nextNormal())
        return RegionTrial.Outcome.Moment(epoch: epoch, regions: [max(1, Int(count.rounded()))])
      }
      return RegionTrial.Outcome(units: units, moments: moments, epochs: [], divergence: nil)
    }
  }
}
