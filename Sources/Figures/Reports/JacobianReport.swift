import Foundation
import Lab
import Statistics

/// The moments of Jacobians' entries, against β = Σ 1/n (paper C, theorems 1 and 2).
package enum JacobianReport {
  package static func report(_ measured: Measured<JacobianGroup>) -> FigureReport {
    let columns = columns(measured.headings)
    return FigureReport(
      measured.experiment.name, measured, table: columns.table(measured.title, measured.groups, notes: notes),
      data: columns.csv(measured.groups), charts: charts(measured), claims: claims(measured.groups))
  }

  private static func columns(_ headings: [String]) -> [Column<JacobianGroup>] {
    let moments = [
      ("E[Z²]", "second_moment"), ("E[Z⁴] / E[Z²]²", "kurtosis"), ("variance within", "quenched_variance"),
    ].enumerated().flatMap { place, name -> [Column<JacobianGroup>] in
      func number(_ group: JacobianGroup, _ value: Double?) -> String {
        short(mean: value, isZero: group.outcome.squares.dead == group.outcome.squares.count)
      }
      return [
        .number(name.0, name.1, \.moments[place].value) { number($0, $0.moments[place].value) },
        .kept("\(name.1)_error", \.moments[place].error),
        .number("theory", "\(name.1)_theory", \.moments[place].expected) { group in
          number(group, group.moments[place].expected)
        },
        .shown(.numbers("z")) { decimals($0.moments[place].z, 1) },
      ]
    }
    return Column.settings(headings, \.points) + [
      .number("β", "beta", decimals: 3, \.inverseWidths),
      .count("nets", "networks", \.outcome.squares.count),
    ] + moments
  }

  private static let notes = [
    "Z is an entry of the input-output Jacobian. The last variance is that of Z² over the entries of one net, its mean "
      + "over nets (quenched).",
    "z is in standard errors of the sample. Fourth powers have heavy tails: where, by theory, their mean over so many nets is "
      + "far from",
    "normal, the setting is left out of the verdicts.",
  ]

  private static func charts(_ measured: Measured<JacobianGroup>) -> [Chart] {
    // The sum goes with depth, which makes neither lines nor panels.
    let axes = measured.axes(x: measured.experiment.chart?.x ?? "depth")
    let points = measured.groups.compactMap { group in
      group.inverseWidths.map { beta in
        TheoryChart.Point(
          line: measured.line(group, axes), x: .number(beta),
          mean: group.kurtosis.value, error: group.kurtosis.error, networks: group.outcome.squares.count,
          expected: group.theory?.kurtosis)
      }
    }
    let chart = TheoryChart(
      xTitle: "β = Σ 1/n", yTitle: "E[Z⁴] / E[Z²]²", lineTitle: axes.title, theory: "theory",
      isEven: true)
    return [
      measured.drawn(measured.experiment.name, measured.title, axes) {
        chart.chart(measured.experiment.name, measured.title, points)
      }
    ]
  }

  /// What its claims are about.
  package static let agreement = TestedClaim.Topic("agreement")
  package static let growth = TestedClaim.Topic("growth")

  private static func claims(_ groups: [JacobianGroup]) -> [TestedClaim] {
    let agreements = groups.first.map(\.moments)?.indices.map { place in
      agrees(groups.map { $0.moments[place] }).about(agreement)
    }
    return (agreements ?? []) + [exponential(groups).about(growth)]
  }

  private static func agrees(_ moments: [JacobianGroup.Moment]) -> TestedClaim {
    let decided = moments.compactMap(\.agreement)
    return Agreement.claim(
      "\(moments.first?.name ?? ""): measurement and theory agree", decided,
      within: "a tenth", untold: moments.count - decided.count)
  }

  /// The variance of squared entries is exponential in β: the logarithm of E[Z⁴] / E[Z²]² goes along a line,
  /// whose slope is 5 to first order in 1/n, and less for narrow layers: between a half of that and a tenth
  /// more.
  private static func exponential(_ groups: [JacobianGroup]) -> TestedClaim {
    let statement = "The spread of squared entries grows exponentially with β = Σ 1/n"
    let points = groups.compactMap { group in
      group.moments[1].isEstimable ? group.inverseWidths.map { ($0, group.kurtosis) } : nil
    }
    guard
      let fit = KnownErrorFit(
        x: points.map(\.0), y: points.map { log($0.1.value) }, errors: points.map { $0.1.error / $0.1.value })
    else { return .untested(statement, "\(points.count) settings tell anything") }
    let (low, high) = (2.5, 5.5)
    let (above, below) = ((fit.slope - low) / fit.slopeError, (high - fit.slope) / fit.slopeError)
    return TestedClaim(
      statement, ifFalse: max(StandardNormal.survival(above), StandardNormal.survival(below)),
      ifTrue: min(1, 2 * min(StandardNormal.cumulative(above), StandardNormal.cumulative(below))),
      evidence:
        "ln E[Z⁴] / E[Z²]² rises by \(decimals(fit.slope, 2)) ± \(decimals(fit.slopeError, 2)) a unit of β; held "
        + "between \(low) and \(high), first order says 5, less for narrow layers; \(points.count) settings")
  }
}
