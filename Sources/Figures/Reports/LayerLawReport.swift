import Lab
import Statistics

/// Samples of networks' outputs beside both laws (paper D).
package enum LayerLawReport {
  private struct Row {
    let group: LayerLawGroup
    let outcome: LayerLawTrial.Outcome
  }

  package static func report(_ measured: Measured<LayerLawGroup>) -> FigureReport {
    let rows = measured.groups.flatMap { group in group.outcomes.map { Row(group: group, outcome: $0) } }
    let columns = columns(measured.headings)
    let notes = [
      "p-values of networks against as many draws of the law: of the squared length and of single outputs "
        + "(Kolmogorov-Smirnov,",
      "the least of the outputs' adjusted for their number), and of the joint distribution (embedding test).",
    ]
    return FigureReport(
      measured.experiment.name, measured, table: columns.table(measured.title, rows, notes: notes),
      data: columns.csv(rows), charts: [], claims: claims(measured.groups))
  }

  private static func columns(_ headings: [String]) -> [Column<Row>] {
    func pValue(
      _ heading: String, _ field: String, _ value: @escaping (LayerLawTrial.Outcome) -> Double
    ) -> Column<Row> {
      .number(heading, field, { value($0.outcome) }) { short(value($0.outcome), digits: 2) }
    }
    return Column.settings(headings, \.group.points) + [
      .count("nets", "networks", \.group.trial.networks),
      pValue("exact: length", "exact_length_p", \.exact.length),
      pValue("outputs", "exact_outputs_p", \.exact.outputs),
      pValue("joint", "exact_joint_p", \.exact.joint),
      pValue("mean field: length", "mean_field_length_p", \.meanField.length),
      pValue("outputs", "mean_field_outputs_p", \.meanField.outputs),
      pValue("joint", "mean_field_joint_p", \.meanField.joint),
    ]
  }

  /// The exact joint law is the networks'.
  static func exactLaw(_ statement: String, _ groups: [LayerLawGroup]) -> TestedClaim {
    let exact = groups.flatMap(\.outcomes).map(\.exact)
    let tests = exact.flatMap { [$0.length, $0.outputs, $0.joint] }
    let margin = LayerLawTrial.margin
    return TestedClaim(
      statement, ifFalse: exact.map { $0.apart ?? 1 }.max(),
      ifTrue: MultipleTests.bonferroni(tests).min(),
      evidence:
        "least p \(short(tests.min(), digits: 2)) of \(tests.count) tests; held within \(margin.functions) of the "
        + "distribution functions and \(margin.cosines) standard deviations of the joint law's cosines")
  }

  private static func claims(_ groups: [LayerLawGroup]) -> [TestedClaim] {
    let law = exactLaw("The exact joint law is the networks'", groups)
    let narrow = groups.filter { group in
      // Of one layer there is nothing to approximate.
      let widths = (try? group.trial.widths) ?? []
      return widths.count > 1 && widths.allSatisfy { $0 <= 5 }
    }
    let field = narrow.flatMap(\.outcomes).map(\.meanField)
    let rejected = TestedClaim(
      "The mean-field law is another at width 5", ifFalse: field.map(\.length).max(),
      ifTrue: MultipleTests.bonferroni(field.map { $0.apart ?? 1 }).min(),
      evidence:
        "lengths: greatest p \(short(field.map(\.length).max(), digits: 2)) of \(field.count) settings")
    return [law, rejected]
  }
}
