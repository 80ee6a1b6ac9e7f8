import Experiments
import Lab
import Statistics

/// Samples of networks' outputs beside samples of both laws, for one setting.
struct LayerLawGroup: Sendable {
  /// The setting, one label a column.
  let labels: [String]
  /// A trial of the setting.
  let trial: LayerLawTrial
  /// What its runs found out.
  let outcomes: [LayerLawTrial.Outcome]
}

extension LayerLawGroup: SettingGroup {
  init(_ labels: [String], _ trial: LayerLawTrial, _ outcomes: [LayerLawTrial.Outcome], on _: DataShelf) {
    self.init(labels: labels, trial: trial, outcomes: outcomes)
  }

  func with(_ outcomes: [LayerLawTrial.Outcome]) -> LayerLawGroup {
    LayerLawGroup(labels: labels, trial: trial, outcomes: outcomes)
  }

  static func report(_ measured: Measured<LayerLawGroup>, on _: PaperExperiment?) -> FigureReport {
    let name = measured.experiment.name
    return FigureReport(
      name, measured, table: table(measured), data: csv(measured), charts: [],
      claims: claims(measured.groups))
  }

  private static func table(_ measured: Measured<LayerLawGroup>) -> Table {
    var table = Table(
      measured.title,
      columns: measured.headings.map { .words($0) } + [
        .numbers("nets"), .numbers("exact: length"), .numbers("outputs"), .numbers("joint"),
        .numbers("mean field: length"), .numbers("outputs"), .numbers("joint"),
      ])
    for group in measured.groups {
      for outcome in group.outcomes {
        table.append(
          group.labels + ["\(group.trial.networks)"]
            + [outcome.exact, outcome.meanField].flatMap { comparison in
              [comparison.length, comparison.outputs, comparison.joint].map { short($0, digits: 2) }
            })
      }
    }
    table.notes = [
      "p-values of networks against as many draws of the law: of the squared length and of single outputs "
        + "(Kolmogorov-Smirnov,",
      "the least of the outputs' adjusted for their number), and of the joint distribution (embedding test).",
    ]
    return table
  }

  private static func csv(_ measured: Measured<LayerLawGroup>) -> CSV {
    var csv = CSV(
      measured.headings + [
        "networks", "exact_length_p", "exact_outputs_p", "exact_joint_p", "mean_field_length_p",
        "mean_field_outputs_p", "mean_field_joint_p",
      ])
    for group in measured.groups {
      for outcome in group.outcomes {
        csv.append(
          group.labels,
          [
            group.trial.networks, outcome.exact.length, outcome.exact.outputs, outcome.exact.joint,
            outcome.meanField.length, outcome.meanField.outputs, outcome.meanField.joint,
          ])
      }
    }
    return csv
  }

  private static func claims(_ groups: [LayerLawGroup]) -> [TestedClaim] {
    let exact = groups.flatMap(\.outcomes).map(\.exact)
    let tests = exact.flatMap { [$0.length, $0.outputs, $0.joint] }
    let margin = LayerLawTrial.margin
    let law = TestedClaim(
      "The exact joint law is the networks'", ifFalse: exact.map { $0.apart ?? 1 }.max(),
      ifTrue: MultipleTests.bonferroni(tests).min(),
      evidence:
        "least p \(short(tests.min(), digits: 2)) of \(tests.count) tests; held within \(margin.functions) of the "
        + "distribution functions and \(margin.cosines) standard deviations of the joint law's cosines")
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
