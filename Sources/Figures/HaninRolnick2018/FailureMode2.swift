import Lab
import Network
import Statistics
import Theory

/// Failure mode 2: how much the lengths of one network differ from layer to layer, against Σ 1/n.
enum FailureMode2 {
  private struct Point {
    let widths: String
    let depth: Int
    let inverseWidths: Double
    let measured: LengthSummary
    /// Exact; nil where theory does not know it.
    let expected: Double?
    /// Theory's standard error; nil where it does not know it. A sample's own is far too small where the mean
    /// hangs on a few giants.
    let theoreticalError: Double?

    var standardError: Double { theoreticalError ?? measured.standardError }

    /// How many of theory's standard errors lie between; nil where four of them are more than the value
    /// itself.
    var z: Double? {
      guard let expected, let error = theoreticalError, 4 * error <= expected else { return nil }
      return (measured.mean - expected) / error
    }
  }

  static func report(_ measured: Measured<LengthGroup>) throws -> FigureReport {
    let points = try measured.groups.map { group in
      guard case .fullyConnected(let network) = group.trial.architecture else {
        preconditionFailure("failure mode 2 is measured on fully connected networks")
      }
      let widths = try network.hiddenWidths()
      let measured = group.outcome.layerVariance
      let expected = group.prediction.layerVariance
      // One layer has no variance across layers.
      let isKnown =
        widths.count > 1 && network.activation == .relu
        && group.trial.initialization == PopularInitialization.heNormal.initialization
      let error =
        isKnown ? LayerVariance.relativeDeviation(widths: widths) / Double(measured.count).squareRoot() : nil
      return Point(
        widths: group.labels[0], depth: widths.count, inverseWidths: InverseWidths.sum(widths),
        measured: measured, expected: expected,
        theoreticalError: error.flatMap { error in expected.map { $0 * error } })
    }.sorted { $0.inverseWidths < $1.inverseWidths }
    return FigureReport(
      "fm2", measured, table: table(points, measured.title), data: csv(points),
      charts: [chart(points, measured.title)],
      claims: claims(points))
  }

  private static func chart(_ points: [Point], _ title: String) -> Chart {
    TheoryChart(
      xTitle: "Σ 1/n", yTitle: "variance across layers / M₀²", lineTitle: "widths", theory: "theory"
    ).chart(
      "fm2", title,
      points.map { point in
        TheoryChart.Point(
          line: point.widths, x: point.inverseWidths, mean: point.measured.mean, error: point.standardError,
          networks: point.measured.count, expected: point.expected)
      })
  }

  private static func table(_ points: [Point], _ title: String) -> Table {
    var table = Table(
      title,
      columns: [
        .words("widths"), .numbers("depth"), .numbers("Σ 1/n"), .numbers("nets"), .numbers("mean variance"),
        .numbers("± s.e."), .numbers("theory"), .numbers("z"),
      ])
    for point in points {
      table.append([
        point.widths, "\(point.depth)", decimals(point.inverseWidths, 3), "\(point.measured.count)",
        short(point.measured.mean), short(point.standardError), short(point.expected),
        decimals(point.z, 1),
      ])
    }
    table.notes = [
      "The variance of M_1 … M_d across layers, over the input's squared length. Its tails are heavy: the standard",
      "error is theory's for He's normal weights, and where four of them exceed the value there is no z.",
      "For other initialisations theory knows no error of the variance: it is the sample's, and there is no z.",
    ]
    return table
  }

  private static func csv(_ points: [Point]) -> CSV {
    var csv = CSV(["widths", "depth", "inverse_widths", "networks", "mean", "standard_error", "theory"])
    for point in points {
      csv.append([
        point.widths, point.depth, point.inverseWidths, point.measured.count, point.measured.mean,
        point.standardError, point.expected,
      ])
    }
    return csv
  }

  private static func claims(_ points: [Point]) -> [Claim] {
    let estimable = points.filter { $0.z != nil }
    let agreeing = estimable.count { abs($0.z ?? 0) <= 4 }
    let agree = Claim(
      "The mean variance across layers is theory's",
      estimable.isEmpty ? .notEnoughData : agreeing == estimable.count ? .held : .failed,
      evidence: "\(agreeing) of \(estimable.count) points within 4 standard errors, "
        + "\(points.count - estimable.count) points decide nothing")
    let statement = "The variance across layers rises with Σ 1/n"
    guard estimable.count >= 5,
      let rho = RankCorrelation.spearman(estimable.map(\.inverseWidths), estimable.map(\.measured.mean))
    else { return [agree, Claim(statement, .notEnoughData, evidence: "\(estimable.count) points")] }
    return [
      agree,
      Claim(
        statement, rho > 0.8 ? .held : .failed,
        evidence: "Spearman's ρ \(decimals(rho, 2)) over \(estimable.count) points; held above 0.8"),
    ]
  }
}
