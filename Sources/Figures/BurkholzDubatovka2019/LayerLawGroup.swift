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

  /// The level of the verdicts, over all settings together.
  static let level = 0.01
}

extension LayerLawGroup: SettingGroup {
  init(_ labels: [String], _ trial: LayerLawTrial, _ outcomes: [LayerLawTrial.Outcome], on _: DataShelf) {
    self.init(labels: labels, trial: trial, outcomes: outcomes)
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
      "the least of the outputs' adjusted for their number), and of the joint distribution (embedding test, 199 permutations).",
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

  private static func claims(_ groups: [LayerLawGroup]) -> [Claim] {
    let outcomes = groups.flatMap(\.outcomes)
    guard !outcomes.isEmpty else { return [] }
    let exact = MultipleTests.holm(
      outcomes.flatMap { [$0.exact.length, $0.exact.outputs, $0.exact.joint] })
    let law = Claim(
      "Networks cannot be told from the exact joint law",
      (exact.min() ?? 0) > level ? .held : .failed,
      evidence: "least p \(short(exact.min(), digits: 2)) of \(exact.count) tests, adjusted for their number")
    let narrow = groups.filter { group in
      // Of one layer there is nothing to approximate.
      let widths = (try? group.trial.widths) ?? []
      return widths.count > 1 && widths.allSatisfy { $0 <= 5 }
    }
    let field = MultipleTests.holm(narrow.flatMap(\.outcomes).map(\.meanField.length))
    let rejected = Claim(
      "The mean-field law is rejected at width 5",
      field.isEmpty ? .notEnoughData : field.allSatisfy { $0 < level } ? .held : .failed,
      evidence: "greatest p \(short(field.max(), digits: 2)) of \(field.count) settings")
    return [law, rejected]
  }
}
