import Foundation
import Lab

/// How alike the slopes of networks are at points of a line, over the distance between the points.
package enum LineReport {
  private struct Row {
    let group: PropagationGroup
    let lag: PropagationTrial.Outcome.Lag
  }

  /// The table, a picture over distances, and what is claimed.
  package static func report(
    _ measured: Measured<PropagationGroup>, claims: [TestedClaim] = []
  ) -> FigureReport {
    let rows = measured.groups.flatMap { group in
      group.outcome.lags.map { Row(group: group, lag: $0) }
    }
    let columns =
      Column<Row>.settings(measured.headings, \.group.points)
      + [
        .count("points apart", "points_apart", \.lag.points),
        .count("nets", "networks") { $0.lag.correlation?.count ?? 0 },
        .number("autocorrelation", "mean", decimals: 3) { $0.lag.correlation?.mean },
        .number("error", "standard_error", decimals: 3) { $0.lag.correlation?.standardError },
      ]
    return FigureReport(
      measured.experiment.name, measured, table: columns.table(measured.title, rows, notes: notes),
      data: columns.csv(rows), charts: [chart(measured)], claims: claims)
  }

  private static let notes = [
    "Autocorrelation: of the slopes at two points so many steps apart, each less their mean over the line, over the slopes' variance; its",
    "mean over networks. Of noise without memory it is 0.",
  ]

  private static func chart(_ measured: Measured<PropagationGroup>) -> Chart {
    let axes = measured.axes(x: nil)
    let points = measured.groups.flatMap { group in
      group.outcome.lags.compactMap { lag in
        lag.correlation.map {
          TheoryChart.Point(
            line: measured.line(group, axes), x: .number(Double(lag.points)), mean: $0.mean,
            error: $0.standardError, networks: $0.count, expected: nil)
        }
      }
    }
    return measured.drawn(measured.experiment.name, measured.title, axes) {
      TheoryChart(
        xTitle: "points apart", yTitle: "autocorrelation of slopes", lineTitle: axes.title, theory: nil,
        isLogarithmic: false
      ).chart(measured.experiment.name, measured.title, points)
    }
  }
}
