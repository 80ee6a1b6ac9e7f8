import Jacobians
import Lab
import Network
import Theory

/// The distortions of one setting's networks under the labels of the setting, theory beside them.
package struct DistortionGroup: Sendable {
  /// Where the setting stands, a point an axis.
  package let points: [Axis.Point]
  /// A trial of the setting.
  package let trial: DistortionTrial
  /// What its runs measured, each of networks of its own.
  package let outcomes: [DistortionTrial.Outcome]
  /// What theory says of the networks at their beginning; nil where it says nothing.
  package let theory: JacobianMoments?

  /// What the runs found at one moment.
  package struct Moment: Sendable {
    /// How many epochs had passed.
    package let epoch: Int
    /// The distortion to each of `DistortionTrial.Outcome.powers`, over all networks.
    package let powers: [LengthSummary]
    /// The mean of the distortion.
    package var mean: LengthSummary { powers[0] }
  }

  /// The moments that at least one run came to.
  package var moments: [Moment] {
    trial.moments.compactMap { epoch in
      let found = outcomes.compactMap { $0.moments.first { $0.epoch == epoch } }
      guard let first = found.first else { return nil }
      let powers = found.dropFirst().reduce(first.powers) { sums, moment in
        zip(sums, moment.powers).map { $0.adding($1) }
      }
      return Moment(epoch: epoch, powers: powers)
    }
  }

  /// The moment before anything is learnt, where it is measured.
  package var beginning: Moment? { moments.first { $0.epoch == 0 } }

  /// E[V^power] of the distortion V of a small piece through a point: of the measured ones the mean, and a bound of higher moments.
  package func expected(power: Int = 1) -> Double? {
    theory?.distortion(dimension: trial.dimension, power: Double(power))
  }

  /// The standard deviation of V^power over its mean: of a measured piece, over which V varies, it is no more.
  package func relativeDeviation(power: Int = 1) -> Double? {
    guard let mean = expected(power: power), let square = expected(power: 2 * power), mean > 0 else {
      return nil
    }
    return max(0, square / (mean * mean) - 1).squareRoot()
  }

  /// Whether there are so many networks that the mean of a power is near normal, by theory.
  func isEstimable(power: Int = 1) -> Bool {
    guard let beginning, let deviation = relativeDeviation(power: power) else { return false }
    return Agreement.isNormal(relativeDeviation: deviation, count: beginning.mean.count)
  }

  /// How far the mean lies from theory's, where so many networks tell anything of it.
  package var agreement: Agreement? {
    guard isEstimable(), let mean = beginning?.mean, let expected = expected(), !mean.standardError.isNaN
    else { return nil }
    return Agreement(
      deviation: mean.mean - expected, error: mean.standardError, margin: Self.margin * expected)
  }

  /// The share of the expected value within which theory is to hold: lengths of 10 units change by 7 % a layer, areas by 20 %.
  package static let margin = 0.1
}

extension DistortionGroup: SettingGroup {
  package init(
    _ points: [Axis.Point], _ trial: DistortionTrial, _ outcomes: [DistortionTrial.Outcome], on _: DataShelf
  ) throws {
    self.init(
      points: points, trial: trial, outcomes: outcomes,
      theory: JacobianMoments(try trial.layers, trial.initialization))
  }

  package func with(_ outcomes: [DistortionTrial.Outcome]) -> DistortionGroup {
    DistortionGroup(points: points, trial: trial, outcomes: outcomes, theory: theory)
  }

  package static func report(_ measured: Measured<DistortionGroup>) -> FigureReport {
    DistortionReport.report(measured)
  }

  package static func agreement(_ statement: String, _ measured: Measured<DistortionGroup>) -> TestedClaim? {
    let agreements = measured.groups.compactMap(\.agreement)
    return Agreement.claim(
      statement, agreements, within: "a tenth", untold: measured.groups.count - agreements.count)
  }
}
