import Lab
import Statistics
import Theory

/// ln ‖Ju‖² of many networks beside its exact law and its limit, and single weights' gradients beside their exact law.
package enum ProductReport {
  private struct Row {
    let group: ProductGroup
    let norm: LogSample
  }

  /// How far apart distribution functions may lie and still pass for one.
  package static let margin = 0.02

  package static func report(_ measured: Measured<ProductGroup>) -> FigureReport {
    report(measured, claims: [exactLaw("The exact law is the networks'", measured.groups)])
  }

  /// The table of all settings, with claims and pictures of one's own.
  package static func report(
    _ measured: Measured<ProductGroup>, claims: [TestedClaim], charts: [Chart] = []
  ) -> FigureReport {
    let rows = measured.groups.flatMap { group in group.outcomes.map { Row(group: group, norm: $0.norm) } }
    let columns = columns(measured.headings)
    let norms = FigureReport.DataTable(
      file: measured.experiment.name, table: columns.table(measured.title, rows, notes: notes),
      data: columns.csv(rows))
    let gradients = GradientRow.all(measured.groups)
    let tables = gradients.isEmpty ? [norms] : [norms, GradientRow.table(measured, gradients)]
    return FigureReport(
      measured.experiment.name, measured, tables: tables, charts: charts, claims: claims)
  }

  private static func columns(_ headings: [String]) -> [Column<Row>] {
    func pValue(_ field: String, _ value: @escaping (Row) -> Double?) -> Column<Row> {
      .number("p", field, value) { short(value($0), digits: 2) }
    }
    /// What theory says, where weights are normal.
    func theory(_ field: String, _ value: @escaping (LogLength) -> Double) -> Column<Row> {
      .number("exact", field) { $0.group.isNormal ? value($0.group.law.moments) : nil }
    }
    return Column.settings(headings, \.group.points) + [
      .count("nets", "networks") { $0.norm.count + $0.norm.zeros }, .count("zeros", "zeros", \.norm.zeros),
      .number("mean", "log_mean", \.norm.mean), theory("log_mean_exact", \.mean),
      .number("variance", "log_variance", \.norm.variance),
      .kept("log_variance_error", \.norm.varianceError), theory("log_variance_exact", \.variance),
      .number("β", "beta", \.group.limit.variance),
      .number("from exact", "exact_distance", decimals: 4, \.norm.exact),
      pValue("exact_p") { $0.norm.exactTest.pValue },
      .number("from limit", "limit_distance", decimals: 4, \.norm.limit),
      pValue("limit_p") { $0.norm.limitTest?.pValue },
      .kept("limit_error", \.norm.limitError), .kept("limit_error_exact", \.group.furthest.difference),
    ]
  }

  private static let notes = [
    "Mean and variance are those of ln (‖Ju‖² / E‖Ju‖²), beside those of the exact law of normal weights; β is the variance of the "
      + "limit.",
    "Distances are Kolmogorov's, from the exact law of normal weights and from the limit N(−β/2, β).",
  ]

  /// What its claims are about.
  package static let exact = TestedClaim.Topic("exact")

  /// The exact law is that of networks of normal weights: of what is not zero, and of how many are.
  package static func exactLaw(_ statement: String, _ groups: [ProductGroup]) -> TestedClaim {
    let normal = groups.filter(\.isNormal)
    let samples = normal.flatMap { group in
      group.outcomes.flatMap { outcome in
        [(outcome.norm, group.widths)]
          + outcome.gradients.enumerated().map { ($1, ProductLaw.widths(ofGradient: $0, group.widths)) }
      }
    }
    return follows(statement, samples.map(\.0.exactTest), others: samples.map { $0.0.zerosTest($0.1) }).about(
      exact)
  }

  /// A law is the samples', by their tests of it and others that must not fail.
  package static func follows(
    _ statement: String, _ tests: [KolmogorovSmirnovTest], others: [Double] = []
  ) -> TestedClaim {
    guard let furthest = tests.max(by: { $0.distance < $1.distance }) else {
      return .untested(statement, "no settings tell anything")
    }
    let pValues = tests.map(\.pValue) + others
    return TestedClaim(
      statement, ifFalse: tests.map { $0.pValue(ifApartBy: margin) }.max(),
      ifTrue: MultipleTests.bonferroni(pValues).min(),
      evidence:
        "least p \(short(pValues.min(), digits: 2)) of \(pValues.count) tests, greatest distance "
        + "\(decimals(furthest.distance, 4)); held within \(margin) of the distribution function")
  }

  /// A law is not the samples'.
  package static func differs(_ statement: String, _ tests: [KolmogorovSmirnovTest]) -> TestedClaim {
    guard let nearest = tests.min(by: { $0.distance < $1.distance }) else {
      return .untested(statement, "no settings tell anything")
    }
    return TestedClaim(
      statement, ifFalse: tests.map(\.pValue).max(),
      ifTrue: MultipleTests.bonferroni(tests.map { $0.pValue(ifApartBy: margin) }).min(),
      evidence:
        "greatest p \(short(tests.map(\.pValue).max(), digits: 2)) of \(tests.count) tests, least distance "
        + "\(decimals(nearest.distance, 4))")
  }
}

/// A layer of a setting, whose single weights' gradients were measured.
private struct GradientRow {
  let group: ProductGroup
  let layer: Int
  let sample: LogSample

  /// What theory says of the logarithm.
  var theory: LogLength { group.gradientMoments(layer) }

  var widths: [Int] { ProductLaw.widths(ofGradient: layer, group.widths) }

  static func all(_ groups: [ProductGroup]) -> [GradientRow] {
    groups.flatMap { group in
      group.outcomes.flatMap { outcome in
        outcome.gradients.enumerated().map { GradientRow(group: group, layer: $0, sample: $1) }
      }
    }
  }

  /// The table, to be read of some layers alone.
  static func table(_ measured: Measured<ProductGroup>, _ rows: [GradientRow]) -> FigureReport.DataTable {
    let columns: [Column<GradientRow>] =
      Column.settings(measured.headings, \.group.points) + [
        .count("layer", "layer") { $0.layer + 1 }, .count("zeros", "zeros", \.sample.zeros),
        .number("expected", "zeros_exact", decimals: 1) {
          Double($0.sample.count + $0.sample.zeros) * DeadLayers.probability(anyOf: $0.widths)
        },
        .number("mean", "log_mean", \.sample.mean), .number("exact", "log_mean_exact", \.theory.mean),
        .number("variance", "log_variance", \.sample.variance),
        .number("exact", "log_variance_exact", \.theory.variance),
        .number("from exact", "exact_distance", decimals: 4, \.sample.exact),
        .number("p", "exact_p", { $0.sample.exactTest.pValue }) {
          short($0.sample.exactTest.pValue, digits: 2)
        },
      ]
    let shown = rows.filter { row in
      let depth = row.group.widths.count
      return [0, 1, depth / 4, depth / 2, 3 * depth / 4, depth - 1].contains(row.layer)
    }
    let title = "\(measured.title): the squared gradient of a single weight over its mean"
    var table = FigureReport.DataTable(
      file: "\(measured.experiment.name)-gradients", table: columns.table(title, rows),
      data: columns.csv(rows))
    table.grids = [columns.table(title, shown)]
    return table
  }
}
