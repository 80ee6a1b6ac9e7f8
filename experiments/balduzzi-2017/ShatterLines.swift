import Figures
import Foundation
import Lab
import Randomness

/// How alike the slopes of networks are along a line of inputs.
enum ShatterLines {
  /// What its claims are about.
  static let depth = TestedClaim.Topic("depth")
  static let shortcuts = TestedClaim.Topic("shortcuts")

  /// How many points apart slopes are compared, and by how much more alike others must be.
  private static let (apart, gap) = (8, 0.2)

  /// The report.
  static func report(_ measured: Measured<PropagationGroup>) -> FigureReport {
    let plain = measured.groups.filter(\.isPlain).sorted { $0.layers < $1.layers }
    let deepest = measured.groups.filter { $0.layers == plain.last?.layers }
    return LineReport.report(
      measured,
      claims: [
        ShatterReport.all(
          "The deeper plain networks are, the less alike their slopes \(apart) points apart",
          zip(plain, plain.dropFirst()).compactMap { difference($0, $1, beyond: 0) },
          evidence: "\(plain.count) depths"
        ).about(depth),
        ShatterReport.all(
          "At the greatest depth slopes \(apart) points apart are less alike in plain networks than in residual ones, by more than \(gap)",
          deepest.filter { !$0.isPlain }.compactMap { other in
            deepest.first(where: \.isPlain).flatMap { difference(other, $0, beyond: gap) }
          }, evidence: "depth \(plain.last?.layers ?? 0)"
        ).about(shortcuts),
      ])
  }

  /// How much more alike slopes of one setting are than those of another, in standard errors.
  private static func difference(
    _ one: PropagationGroup, _ other: PropagationGroup, beyond gap: Double
  ) -> Double? {
    guard let one = alike(one), let other = alike(other) else { return nil }
    return (one.mean - other.mean - gap) / hypot(one.standardError, other.standardError)
  }

  private static func alike(_ group: PropagationGroup) -> NumberSummary? {
    group.outcome.lags.first { $0.points == apart }?.correlation
  }

  /// Made-up autocorrelations, on which the verdicts are tried.
  static var worlds: [World<PropagationGroup>] {
    [
      world("whatever the depth", .null, of: depth) { _ in 0.5 },
      world("less with depth", .claim, of: depth) { 0.9 - 0.015 * Double($0.layers) },
      world("more with depth", .opposite, of: depth) { 0.2 + 0.01 * Double($0.layers) },
      world("less by just so much", .null, of: shortcuts) { $0.isPlain ? 0.5 : 0.5 + gap },
      world("far less", .claim, of: shortcuts) { $0.isPlain ? 0.2 : 0.8 },
      world("all alike", .opposite, of: shortcuts) { _ in 0.5 },
    ]
  }

  private static func world(
    _ name: String, _ truth: Truth, of topic: TestedClaim.Topic,
    _ law: @escaping @Sendable (PropagationGroup) -> Double
  ) -> World<PropagationGroup> {
    World(name, truth, of: [topic]) { group, key in
      var stream = key.stream()
      let (networks, error) = (group.trial.networks, 0.02)
      return PropagationTrial.Outcome(
        places: [],
        lags: group.trial.lags.map { points in
          let mean = law(group) + error * stream.nextNormal()
          return PropagationTrial.Outcome.Lag(
            points: points,
            correlation: NumberSummary(
              count: networks, mean: mean, deviation: error * Double(networks).squareRoot()))
        })
    }
  }
}
