import Lab
import Statistics

/// When networks started to learn, as a table and as CSV.
package struct StartTable {
  private let headings: [String]
  private let groups: [StartGroup]
  private let others: [Column<StartGroup>]

  /// A table of groups; `headings` name the axes of their settings.
  ///
  /// - Parameter others: Columns that come behind those of the axes.
  package init(_ headings: [String], _ groups: [StartGroup], with others: [Column<StartGroup>] = []) {
    self.headings = headings
    self.groups = groups
    self.others = others
  }

  /// The table under a title.
  package func table(_ title: String) -> Table {
    columns.table(
      title, groups,
      notes: [
        "Epochs to start: mean ± standard deviation over the runs that started, and over those alone. Median: over all",
        "runs. Censored runs had not started by the last epoch allowed; diverged runs reached a loss that is infinite",
        "or not a number.",
      ])
  }

  /// The same, with all digits.
  package var csv: CSV { columns.csv(groups) }

  private var columns: [Column<StartGroup>] {
    func areNumbers(_ place: Int) -> Bool { groups.allSatisfy { $0.points[place].number != nil } }
    return [.kept("dataset", \.trial.data.rawValue)]
      + Column.settings(headings, areNumbers: areNumbers, \.points) + others + [
        .kept("epoch_limit", \.summary.epochLimit), .shown(.numbers("epochs to start"), \.summary.text),
        .kept("mean_epoch", \.summary.mean), .kept("standard_deviation", \.summary.deviation),
        .number("median", "median_epoch", \.median) { group in
          group.median.map { decimals($0, 0) } ?? "> \(group.trial.criterion.epochLimit)"
        },
        .count("started", "started", \.summary.epochs.count),
        .count("censored", "censored", \.summary.censored),
        .count("diverged", "diverged", \.summary.diverged),
      ]
  }
}

extension StartGroup {
  /// The median epoch of the start over all runs; nil where fewer than half started.
  package var median: Double? { KaplanMeier(observations)?.median }
}
