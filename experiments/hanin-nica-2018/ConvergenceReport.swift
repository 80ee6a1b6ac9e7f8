import Figures
import Foundation
import Lab
import Statistics

/// How fast the limit of ln ‖Ju‖² is reached in the widths.
///
/// Of a layer of n units ln of its factor has, to first order, the mean −5/2n, the variance 5/n and the third cumulant −31/n²:
/// at d layers the skewness of the sum is −31 d/n² over (5d/n)^1.5, which falls as (nd)^−½, and its mean is off by some d/n², in
/// deviations √d n^−1.5. So the distance falls as width^−½ at equal depth, once layers are wide beside their number, and as
/// 1 / width at equal β, where depth grows with the width. Our own derivation.
enum ConvergenceReport {
  /// What its claims are about.
  static let rate = TestedClaim.Topic("rate")

  /// How far an exponent may be off.
  static let margin = 0.15

  static func report(_ measured: Measured<ProductGroup>) -> FigureReport {
    let points = measured.groups.flatMap { group in group.outcomes.compactMap { Point(group, $0.norm) } }
    return ProductReport.report(
      measured,
      claims: [
        ProductReport.exactLaw("The exact law of ln ‖Ju‖² is the networks'", measured.groups),
        falls("Of one layer the limit's error falls as width^−½", as: -0.5, points.filter { $0.depth == 1 }),
        falls("At β = 2 the limit's error falls as 1 / width", as: -1, points.filter { $0.isOfBeta(2) }),
      ],
      charts: [chart(measured, points)])
  }

  /// The limit's error of a setting, where theory says that it is largest.
  struct Point {
    let group: ProductGroup
    let width: Double
    let depth: Int
    /// The measured error of the distribution function, of the sign that theory says.
    let error: Double
    /// Its standard error, by theory.
    let deviation: Double
    let expected: Double

    init?(_ group: ProductGroup, _ norm: LogSample) {
      guard let error = norm.limitError, let width = group.widths.first else { return nil }
      let (place, difference) = group.furthest
      let share = group.law.cumulative(place)
      self.group = group
      (self.width, depth) = (Double(width), group.widths.count)
      self.error = difference < 0 ? -error : error
      expected = abs(difference)
      deviation = (share * (1 - share) / Double(norm.count)).squareRoot()
    }

    /// Whether the limit's variance is so much.
    func isOfBeta(_ beta: Double) -> Bool { abs(group.limit.variance - beta) < 1e-9 }
  }

  /// The error goes along a power of the width: measured where its logarithm is near normal.
  private static func falls(_ statement: String, as exponent: Double, _ points: [Point]) -> TestedClaim {
    let telling = points.filter { $0.expected > 5 * $0.deviation && $0.error > 0 }
    func fit(_ value: (Point) -> Double) -> KnownErrorFit? {
      KnownErrorFit(
        x: telling.map { log($0.width) }, y: telling.map { log(value($0)) },
        errors: telling.map { $0.deviation / $0.expected })
    }
    guard telling.count > 2, let measured = fit(\.error), let exact = fit(\.expected) else {
      return TestedClaim.untested(statement, "\(telling.count) widths tell anything").about(rate)
    }
    let agreement = Agreement(
      deviation: measured.slope - exponent, error: measured.slopeError, margin: margin)
    let half = 1.96 * measured.slopeError
    return TestedClaim(
      statement, ifFalse: agreement.ifFalse,
      // Powers hold in the end: that this one does not is shown by an exponent beyond the margin.
      ifTrue: StandardNormal.cumulative((margin - abs(agreement.deviation)) / agreement.error),
      evidence:
        "exponent \(decimals(measured.slope, 2)), 95 % interval \(decimals(measured.slope - half, 2)) to "
        + "\(decimals(measured.slope + half, 2)), the exact law's over the same \(telling.count) widths "
        + "\(decimals(exact.slope, 2)); held within \(margin)"
    ).about(rate)
  }

  private static func chart(_ measured: Measured<ProductGroup>, _ points: [Point]) -> Chart {
    func point(_ point: Point, _ line: String) -> TheoryChart.Point {
      TheoryChart.Point(
        line: ChartLine(line, of: point.group.trial), x: .number(point.width), mean: point.error,
        error: point.deviation, networks: point.group.trial.networks, expected: point.expected)
    }
    return TheoryChart(
      xTitle: "width", yTitle: "the limit's largest error", lineTitle: "depth", theory: "the exact law"
    ).chart(
      measured.experiment.name, measured.title,
      points.map { point($0, "\($0.depth)") } + points.filter { $0.isOfBeta(2) }.map { point($0, "β = 2") })
  }
}
