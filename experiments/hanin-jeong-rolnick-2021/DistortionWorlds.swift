import Figures
import Foundation
import Lab
import Network
import Randomness

/// Made-up distortions, on which the verdicts of paper E's figures are tried: normal about what theory says times a factor, with
/// theory's own spread; and, run by run, about a rate a layer.
enum DistortionWorlds {
  static var beginnings: [World<DistortionGroup>] {
    let (agreement, bounds, shrinking) = (
      DistortionReport.agreement, DistortionReport.bounds, DistortionFigures.shrinking
    )
    let margin = DistortionGroup.margin
    return [
      moments("as theory says", .claim, of: [agreement, shrinking]) { group, _ in group.expected() ?? 1 },
      moments("off by the margin", .nearly, of: [agreement]) { group, _ in
        (1 + margin) * (group.expected() ?? 1)
      },
      moments("off by thrice the margin", .opposite, of: [agreement]) { group, _ in
        (1 + 3 * margin) * (group.expected() ?? 1)
      },
      moments("a fifth below the bounds", .claim, of: [bounds]) { 0.8 * ($0.expected(power: $1) ?? 1) },
      moments("on the bounds", .null, of: [bounds]) { $0.expected(power: $1) ?? 1 },
      moments("a third above the bounds", .opposite, of: [bounds]) { 1.33 * ($0.expected(power: $1) ?? 1) },
      moments("the same at every depth", .null, of: [shrinking]) { _, _ in 1 },
      moments("a tenth more a layer", .opposite, of: [shrinking]) { group, _ in exp(0.1 * depth(of: group)) },
    ]
  }

  /// - Parameter mean: The mean of a power.
  private static func moments(
    _ name: String, _ truth: Truth, of topics: Set<TestedClaim.Topic>,
    mean: @escaping @Sendable (DistortionGroup, Int) -> Double
  ) -> World<DistortionGroup> {
    World(name, truth, of: topics) { group, key in
      var stream = key.stream()
      let powers = DistortionTrial.Outcome.powers.map { power in
        let mean = mean(group, power)
        return summary(
          group.trial.networks, mean, deviation: mean * (group.relativeDeviation(power: power) ?? 1), &stream)
      }
      return DistortionTrial.Outcome(moments: [.init(epoch: 0, powers: powers)])
    }
  }

  /// The summary of so many networks whose mean is normal about one.
  private static func summary(
    _ networks: Int, _ mean: Double, deviation: Double, _ stream: inout RandomStream
  ) -> LengthSummary {
    let noise = deviation / Double(networks).squareRoot() * stream.nextNormal()
    return LengthSummary(
      count: networks, mean: mean + noise, deviation: deviation, logMean: 0, logDeviation: 1)
  }

  private static func depth(of group: DistortionGroup) -> Double {
    Double((try? group.trial.architecture.depth()) ?? 1)
  }

  /// Lengths that grow by e to a rate a layer.
  static var growth: [World<DistortionGroup>] {
    /// - Parameter rates: With He's variance, with twice that, and of tanh.
    func world(_ name: String, _ truth: Truth, _ rates: (he: Double, doubled: Double, tanh: Double))
      -> World<DistortionGroup>
    {
      World(name, truth) { group, key in
        var stream = key.stream()
        let isHe = group.trial.initialization == PopularInitialization.heNormal.initialization
        let isTanh = group.trial.architecture.family.hiddenActivation == .tanh
        let mean = exp((isHe ? rates.he : isTanh ? rates.tanh : rates.doubled) * depth(of: group))
        // A run's mean is off by a few hundredths.
        let first = summary(group.trial.networks, mean, deviation: 0.5 * mean, &stream)
        return DistortionTrial.Outcome(moments: [.init(epoch: 0, powers: [first, first, first])])
      }
    }
    return [
      world("as claimed", .claim, (-0.02, 0.325, 0.155)),
      world("just as much as is too much", .null, (0.02, 0.4, 0.25)),
      world("the other way round", .opposite, (0.3, 0, 0)),
    ]
  }

  static var training: [World<DistortionGroup>] {
    [
      trained("thrice as long at the end", .claim, by: 3), trained("as long as at first", .null, by: 1),
      trained("half as long at the end", .opposite, by: 0.5),
    ]
  }

  /// - Parameter factor: How many times as long images are at the end as they were at first.
  private static func trained(_ name: String, _ truth: Truth, by factor: Double) -> World<DistortionGroup> {
    World(name, truth) { group, key in
      var stream = key.stream()
      let last = Double(max(1, group.trial.moments.last ?? 1))
      let moments = group.trial.moments.map { epoch in
        let mean = pow(factor, Double(epoch) / last) * exp(0.3 * stream.nextNormal())
        let summary = LengthSummary(count: 1, mean: mean, deviation: 0, logMean: log(mean), logDeviation: 0)
        return DistortionTrial.Outcome.Moment(epoch: epoch, powers: [summary, summary, summary])
      }
      return DistortionTrial.Outcome(moments: moments)
    }
  }
}
