import Foundation
import Lab
import Statistics

/// The largest learning rates with which networks begin to learn, and their sharpness at the beginning, against depth × width.
package enum RateReport {
  package static func report(_ measured: Measured<RateGroup>) -> FigureReport {
    let name = measured.experiment.name
    let laws = RateLaws.all(measured)
    let columns = columns(measured.headings)
    let others = RateLaws.others(measured.headings)
    return FigureReport(
      name, measured,
      tables: [
        .init(
          file: name, table: columns.table(measured.title, measured.groups, notes: notes),
          data: columns.csv(measured.groups)),
        powers(measured, laws, others.map { measured.headings[$0] }),
      ],
      charts: charts(measured, laws),
      claims: laws.flatMap { law in
        law.claims(law.labels.isEmpty ? "" : ": \(law.labels.joined(separator: ", "))")
      })
  }

  private static func columns(_ headings: [String]) -> [Column<RateGroup>] {
    Column.settings(headings, \.points) + brackets + [
      .shown(.words("outside")) { group in
        [(group.below, "below"), (group.above, "above")].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
          .joined(separator: ", ")
      },
      .kept("below", \.below), .kept("above", \.above),
      .kept("log_rate_error") { $0.logRate?.standardError },
      .number("λ₁", "sharpness") { $0.geometricMean { $0.sharpness?.value } },
      .kept("log_sharpness_error") { $0.logSharpness?.standardError },
      .number("η* λ₁", "product") { group in
        group.logRate.flatMap { rate in group.logSharpness.map { exp(rate.mean + $0.mean) } }
      },
    ]
  }

  /// How many searches there are, and the bracket in the mean over them.
  package static var brackets: [Column<RateGroup>] {
    [
      .count("searches", "searches", \.outcomes.count),
      .number("starts at", "rate_lower") { $0.geometricMean(\.lower) },
      .number("not at", "rate_upper") { $0.geometricMean(\.upper) },
    ]
  }

  /// What a bracket says, and where there is none.
  package static let notes = [
    "η* lies between the rates: but for one in nine all runs start at the one, and none at the other. Means are geometric.",
    "Outside: searches without such a bracket, since no rate clearly starts (below) or the greatest does not fail (above).",
  ]

  /// A fitted power of networks of one sort.
  private struct Power {
    let labels: [String]
    let name: String
    let fit: LineFit?
  }

  private static func powers(
    _ measured: Measured<RateGroup>, _ laws: [RateLaws], _ headings: [String]
  ) -> FigureReport.DataTable {
    let rows = laws.flatMap { law in
      [("η* of depth × width", law.rate), ("λ₁ of depth × width", law.sharpness), ("η* of λ₁", law.relation)]
        .map { Power(labels: law.labels, name: $0.0, fit: $0.1) }
    }
    let columns =
      headings.enumerated().map { place, heading in
        Column<Power>.words(heading, heading) { $0.labels[place] }
      } + [
        .words("power", "power", \.name),
        .number("exponent", "exponent", decimals: 3) { $0.fit?.slope },
        .number("from", "exponent_lower", decimals: 3) { $0.fit?.slopeInterval().lowerBound },
        .number("to", "exponent_upper", decimals: 3) { $0.fit?.slopeInterval().upperBound },
        .number("factor", "factor") { $0.fit.map { exp($0.intercept) } },
        .number("off by", "off_by", decimals: 2) { $0.fit.map { exp($0.scatter) } },
        .number("settings", "settings", decimals: 0) { $0.fit.map { $0.degreesOfFreedom + 2 } },
      ]
    let title = "\(measured.title): powers"
    return .init(
      file: "\(measured.experiment.name)-powers",
      table: columns.table(
        title, rows,
        notes: [
          "Least squares on scales of equal ratios, a point a setting with a bracket; exponents with 95 % intervals. Off by: the "
            + "factor of", "the root mean square.",
        ]), data: columns.csv(rows))
  }

  /// η* and λ₁ against depth × width, and η* against λ₁, the fitted powers dashed.
  private static func charts(_ measured: Measured<RateGroup>, _ laws: [RateLaws]) -> [Chart] {
    let axes = ChartAxes(
      measured.headings, measured.groups.map(\.labels), without: ["depth", "width"],
      lines: measured.experiment.chart?.lines)
    func chart(
      _ suffix: String, _ xTitle: String, _ yTitle: String, _ fit: (RateLaws) -> LineFit?,
      x: @escaping (RateGroup) -> Double?, y: @escaping (RateGroup) -> MeanEstimate?
    ) -> Chart? {
      let points = laws.flatMap { law in
        law.groups.compactMap { group -> TheoryChart.Point? in
          guard let x = x(group), let y = y(group) else { return nil }
          let mean = exp(y.mean)
          return TheoryChart.Point(
            line: measured.line(group, axes), x: .number(x), mean: mean, error: mean * (y.standardError ?? 0),
            networks: y.count, expected: fit(law).map { exp($0.height(at: log(x))) })
        }
      }
      if points.isEmpty { return nil }
      let (file, title) = ("\(measured.experiment.name)-\(suffix)", "\(measured.title): \(yTitle)")
      return measured.drawn(file, title, axes) {
        TheoryChart(xTitle: xTitle, yTitle: yTitle, lineTitle: axes.title, theory: "the fitted power")
          .chart(file, title, points)
      }
    }
    let product = "depth × width"
    let sharpness = { (group: RateGroup) in group.geometricMean { $0.sharpness?.value } }
    return [
      chart("rate", product, "η*", \.rate, x: \.size, y: \.logRate),
      chart("sharpness", product, "λ₁", \.sharpness, x: \.size, y: \.logSharpness),
      chart("relation", "λ₁", "η*", \.relation, x: sharpness, y: \.logRate),
    ].compactMap(\.self)
  }
}
