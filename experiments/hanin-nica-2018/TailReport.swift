import Figures
import Lab
import Statistics
import Theory

/// ln ‖Ju‖² of weights of lighter and heavier tails.
enum TailReport {
  /// What its claims are about.
  static let direction = TestedClaim.Topic("direction")
  static let normal = TestedClaim.Topic("normal")
  static let between = TestedClaim.Topic("between")
  static let universal = TestedClaim.Topic("universal")

  /// The share of the variance within which theory is to hold where u is one input, and the share of the fourth moment's part
  /// between layers, which is known to first order alone.
  static let (margin, share) = (0.1, 0.5)

  static func report(_ measured: Measured<ProductGroup>) -> FigureReport {
    let groups = measured.groups
    let others = groups.filter { !$0.isNormal }
    return ProductReport.report(
      measured,
      claims: [
        ProductReport.exactLaw("The exact law is that of networks of normal weights", groups),
        ProductReport.follows(
          "Where u is one input, the limit whose β has the fourth moment is the networks' law",
          groups.filter { $0.trial.inputs == 1 }.flatMap(\.outcomes).compactMap(\.norm.limitTest)
        ).about(direction),
        missing(others.filter { $0.trial.inputs == 1 }),
        Agreement.claim(
          "Between layers of width 30 the variance has the fourth moment's part",
          others.filter { $0.trial.inputs == 30 }.flatMap(part), within: "a half of it"
        ).about(between),
        ProductReport.follows(
          "Where u is spread and layers are wide, the law of normal weights is that of all",
          others.filter { $0.trial.inputs >= 200 }.flatMap(\.outcomes).map(\.norm.exactTest)
        ).about(universal),
      ],
      charts: chart(measured))
  }

  /// What β would be of normal weights.
  static func normalBeta(_ group: ProductGroup) -> Double { InverseWidths.beta(group.widths) }

  /// The variance over that of normal weights by the exact law, beside theory's part of the fourth moment.
  private static func part(_ group: ProductGroup) -> [Agreement] {
    let part = group.limit.variance - normalBeta(group)
    return group.outcomes.map(\.norm).map { norm in
      Agreement(
        deviation: norm.variance - group.law.moments.variance - part, error: norm.varianceError,
        margin: share * abs(part))
    }
  }

  /// The variance is not 5 Σ 1/n, as it would be of normal weights, not within the margin.
  private static func missing(_ groups: [ProductGroup]) -> TestedClaim {
    let beyond = groups.flatMap { group in
      group.outcomes.map(\.norm).map { norm in
        let beta = normalBeta(group)
        return (abs(norm.variance - beta) - margin * beta) / norm.varianceError
      }
    }
    return TestedClaim(
      "Where u is one input, 5 Σ 1/n is not the variance", ifFalse: beyond.map(StandardNormal.survival).max(),
      ifTrue: MultipleTests.bonferroni(beyond.map(StandardNormal.cumulative)).min(),
      evidence: groups.map { group in
        let variance = group.outcomes.first.map { $0.norm.variance / normalBeta(group) }
        return
          "\(decimals(variance, 2)) times that, theory \(decimals(group.limit.variance / normalBeta(group), 2))"
      }.joined(separator: "; ") + "; held where off by a tenth and more"
    ).about(normal)
  }

  private static func chart(_ measured: Measured<ProductGroup>) -> [Chart] {
    measured.chartsOverAxis(yTitle: "variance of ln ‖Ju‖² / 5 Σ 1/n", theory: "β / 5 Σ 1/n") {
      group, line, x in
      group.outcomes.first.map { outcome in
        let beta = normalBeta(group)
        return TheoryChart.Point(
          line: line, x: x, mean: outcome.norm.variance / beta, error: outcome.norm.varianceError / beta,
          networks: outcome.norm.count, expected: group.limit.variance / beta)
      }
    }
  }
}
