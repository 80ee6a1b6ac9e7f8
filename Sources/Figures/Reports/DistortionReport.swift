import Lab
import Statistics

/// By how much networks stretch lengths and areas, theory beside it (paper E).
package enum DistortionReport {
  /// The table, the pictures, and what is claimed of the settings: of any that theory is right and bounds higher moments.
  package static func report(
    _ measured: Measured<DistortionGroup>, claims: (Measured<DistortionGroup>) -> [TestedClaim] = beginnings
  ) -> FigureReport {
    let columns = columns(measured.headings)
    let rows = measured.groups.flatMap { group in group.moments.map { Row(group: group, moment: $0) } }
    let name = measured.experiment.name
    return FigureReport(
      name, measured, table: columns.table(measured.title, rows, notes: notes), data: columns.csv(rows),
      charts: measured.charts, claims: claims(measured))
  }

  /// What its claims are about.
  package static let agreement = TestedClaim.Topic("agreement")
  package static let bounds = TestedClaim.Topic("bounds")

  /// What theory says of networks before they learn; nothing where it says nothing.
  package static func beginnings(_ measured: Measured<DistortionGroup>) -> [TestedClaim] {
    [agrees(measured)] + [2, 3].map { isBounded(measured.groups, power: $0) }
  }

  /// Means are theory's at the beginning.
  package static func agrees(_ measured: Measured<DistortionGroup>) -> TestedClaim {
    let statement = "Mean distortions at the beginning are theory's"
    return (DistortionGroup.agreement(statement, measured) ?? .untested(statement, "no theory"))
      .about(agreement)
  }

  /// Higher moments are below those of a small piece through a point.
  private static func isBounded(_ groups: [DistortionGroup], power: Int) -> TestedClaim {
    let statement = "The \(power == 2 ? "second" : "third") moment is below that of a small piece"
    let deviations = groups.compactMap { group -> (share: Double, z: Double)? in
      guard group.isEstimable(power: power), let found = group.beginning?.powers[power - 1],
        let bound = group.expected(power: power), found.standardError > 0
      else { return nil }
      return (found.mean / bound, (found.mean - bound) / found.standardError)
    }
    guard let most = deviations.max(by: { $0.share < $1.share }) else {
      return .untested(statement, "no settings tell anything").about(bounds)
    }
    return TestedClaim(
      statement, ifFalse: deviations.map { StandardNormal.cumulative($0.z) }.max(),
      ifTrue: MultipleTests.bonferroni(deviations.map { StandardNormal.survival($0.z) }).min(),
      evidence: "at most \(decimals(most.share, 3)) of it, \(decimals(-most.z, 1)) standard errors below; "
        + "\(deviations.count) settings"
        + (deviations.count < groups.count
          ? "; \(groups.count - deviations.count) more tell nothing, by theory's own spread" : "")
    ).about(bounds)
  }

  fileprivate struct Row {
    let group: DistortionGroup
    let moment: DistortionGroup.Moment

    /// What theory says, which is of the beginning alone.
    func expected(power: Int = 1) -> Double? { moment.epoch == 0 ? group.expected(power: power) : nil }

    var z: Double? { expected().map { (moment.mean.mean - $0) / moment.mean.standardError } }
  }

  private static func columns(_ headings: [String]) -> [Column<Row>] {
    let higher = [(2, "second"), (3, "third")].flatMap { power, name -> [Column<Row>] in
      [
        .number("\(name) moment", "\(name)_moment") { $0.moment.powers[power - 1].mean },
        .kept("\(name)_moment_error") { $0.moment.powers[power - 1].standardError },
        .number("at most", "\(name)_moment_bound") { $0.expected(power: power) },
      ]
    }
    return Column.settings(headings, \.group.points) + [
      .count("epoch", "epoch", \.moment.epoch), .count("nets", "networks", \.moment.mean.count),
      .number("distortion", "mean") { $0.moment.mean.mean },
      .number("± s.e.", "standard_error") { $0.moment.mean.standardError },
      .number("theory", "expected_mean") { $0.expected() }, .shown(.numbers("z")) { decimals($0.z, 1) },
    ] + higher
  }

  private static let notes = [
    "The distortion of a segment is the length of its image over its own, and of a parallelogram the area. Images are measured "
      + "exactly, cut",
    "into activation regions; of activations that are not rectifiers by quadrature, to a relative error of about 1e-6. Theory is that "
      + "of a small",
    "piece through a point: its mean is the measured one's, its higher moments are bounds. z is in standard errors of the sample.",
  ]
}

extension Measured<DistortionGroup> {
  /// The mean distortion over epochs, where there are several, or over an axis; then the second moment with its bound.
  fileprivate var charts: [Chart] {
    let name = experiment.name
    let learns = groups.contains { $0.moments.count > 1 }
    let x = learns ? nil : xName
    guard learns || x != nil else { return [] }
    let (axes, place) = (axes(x: x), x.flatMap { headings.firstIndex(of: $0) })
    func chart(_ file: String, _ title: String, _ yTitle: String, power: Int) -> Chart {
      let points = groups.flatMap { group in
        group.moments.map { moment in
          let summary = moment.powers[power - 1]
          let expected = moment.epoch == 0 ? group.expected(power: power) : nil
          return TheoryChart.Point(
            line: line(group, axes),
            x: place.map { self.place(group, on: $0) } ?? .number(Double(moment.epoch)),
            mean: summary.mean, error: summary.standardError, networks: summary.count,
            expected: power == 1 ? expected : nil, bound: power == 1 ? nil : expected)
        }
      }
      let chart = TheoryChart(
        xTitle: x ?? "epoch", yTitle: yTitle, lineTitle: axes.title, theory: "theory",
        bound: power == 1 ? nil : "bound by theory", isLogarithmic: experiment.chart?.isLogarithmic)
      return drawn(file, title, axes) { chart.chart(file, title, points) }
    }
    let mean = chart(name, title, "mean distortion", power: 1)
    if learns || groups.allSatisfy({ $0.theory == nil }) { return [mean] }
    return [mean, chart("\(name)-squares", "\(title), squared", "mean squared distortion", power: 2)]
  }
}
