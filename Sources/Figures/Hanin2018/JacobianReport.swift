import Foundation
import Lab
import Statistics

/// The moments of Jacobians' entries, against β = Σ 1/n (paper C, theorems 1 and 2).
enum JacobianReport {
  static func report(_ measured: Measured<JacobianGroup>) -> FigureReport {
    let name = measured.experiment.name
    return FigureReport(
      name, measured,
      table: table(measured), data: csv(measured), charts: charts(measured),
      claims: claims(measured.groups))
  }

  private static func table(_ measured: Measured<JacobianGroup>) -> Table {
    var table = Table(
      measured.title,
      columns: measured.headings.map { .words($0) } + [
        .numbers("β"), .numbers("nets"), .numbers("E[Z²]"), .numbers("theory"), .numbers("z"),
        .numbers("E[Z⁴] / E[Z²]²"), .numbers("theory"), .numbers("z"), .numbers("variance within"),
        .numbers("theory"), .numbers("z"),
      ])
    for group in measured.groups {
      let isZero = group.outcome.squares.dead == group.outcome.squares.count
      let cells = group.comparisons.flatMap { comparison in
        [
          short(mean: comparison.value, isZero: isZero), short(mean: comparison.expected, isZero: isZero),
          decimals(comparison.z, 1),
        ]
      }
      table.append(
        group.labels + [decimals(group.inverseWidths, 3), "\(group.outcome.squares.count)"] + cells)
    }
    table.notes = [
      "Z is an entry of the input-output Jacobian. The last variance is that of Z² over the entries of one net, its mean "
        + "over nets (quenched).",
      "z is in standard errors of the sample. Fourth powers have heavy tails: where, by theory, their mean over so many nets is "
        + "far from",
      "normal, the setting is left out of the verdicts.",
    ]
    return table
  }

  private static func csv(_ measured: Measured<JacobianGroup>) -> CSV {
    var csv = CSV(
      measured.headings + [
        "beta", "networks", "second_moment", "second_moment_error", "second_moment_theory", "kurtosis",
        "kurtosis_error", "kurtosis_theory", "quenched_variance", "quenched_variance_error",
        "quenched_variance_theory",
      ])
    for group in measured.groups {
      csv.append(
        group.labels,
        [group.inverseWidths, group.outcome.squares.count]
          + group.comparisons.flatMap { comparison -> [(any CustomStringConvertible)?] in
            [comparison.value, comparison.error, comparison.expected]
          })
    }
    return csv
  }

  private static func charts(_ measured: Measured<JacobianGroup>) -> [Chart] {
    let x = measured.experiment.chart?.x
    let points = measured.groups.compactMap { group in
      group.inverseWidths.map { beta in
        TheoryChart.Point(
          line: measured.line(group, x: x), x: beta,
          mean: group.kurtosis.value, error: group.kurtosis.error, networks: group.outcome.squares.count,
          expected: group.theory?.kurtosis)
      }
    }
    let chart = TheoryChart(
      xTitle: "β = Σ 1/n", yTitle: "E[Z⁴] / E[Z²]²", lineTitle: measured.lineTitle(measured.linePlaces(x: x)),
      theory: "theory")
    return [chart.chart(measured.experiment.name, measured.title, points)]
  }

  private static func claims(_ groups: [JacobianGroup]) -> [TestedClaim] {
    let agreements = groups.first.map(\.comparisons)?.indices.map { place in
      agreement(groups.map { $0.comparisons[place] })
    }
    return (agreements ?? []) + [exponential(groups)]
  }

  private static func agreement(_ comparisons: [JacobianGroup.Comparison]) -> TestedClaim {
    let decided = comparisons.compactMap(\.agreement)
    return Agreement.claim(
      "\(comparisons.first?.name ?? ""): measurement and theory agree", decided,
      within: "a tenth", untold: comparisons.count - decided.count)
  }

  /// The variance of squared entries is exponential in β: the logarithm of E[Z⁴] / E[Z²]² goes along a line,
  /// whose slope is 5 to first order in 1/n, and less for narrow layers: between a half of that and a tenth
  /// more.
  private static func exponential(_ groups: [JacobianGroup]) -> TestedClaim {
    let statement = "The spread of squared entries grows exponentially with β = Σ 1/n"
    let points = groups.compactMap { group in
      group.comparisons[1].isEstimable ? group.inverseWidths.map { ($0, group.kurtosis) } : nil
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
