import Statistics

/// When networks started to learn, as a table and as CSV.
package struct StartTable {
  package let headings: [String]
  package let groups: [StartGroup]

  /// A table of groups; `headings` name the columns of their labels.
  package init(_ headings: [String], _ groups: [StartGroup]) {
    self.headings = headings
    self.groups = groups
  }

  /// The table under a title.
  package func table(_ title: String) -> Table {
    let labels = headings.indices.map { Table.Column(headings[$0], of: groups.map(\.labels), at: $0) }
    var table = Table(
      title,
      columns: labels + [
        .numbers("epochs to start"), .numbers("median"), .numbers("started"), .numbers("censored"),
        .numbers("diverged"),
      ])
    for group in groups {
      let summary = group.summary
      let median = KaplanMeier(group.observations)?.median
      table.append(
        group.labels + [
          summary.text, median.map { decimals($0, 0) } ?? "> \(summary.epochLimit)",
          "\(summary.epochs.count)",
          "\(summary.censored)", "\(summary.diverged)",
        ])
    }
    table.notes = [
      "Epochs to start: mean ± standard deviation over the runs that started, and over those alone. Median: over all",
      "runs. Censored runs had not started by the last epoch allowed; diverged runs reached a loss that is infinite",
      "or not a number.",
    ]
    return table
  }

  /// The same, with all digits.
  package var csv: CSV {
    var csv = CSV(
      ["dataset"] + headings + [
        "epoch_limit", "started", "censored", "diverged", "mean_epoch", "standard_deviation", "median_epoch",
      ])
    for group in groups {
      let summary = group.summary
      csv.append(
        [group.trial.data.rawValue] + group.labels + [
          summary.epochLimit, summary.epochs.count, summary.censored, summary.diverged, summary.mean,
          summary.deviation, KaplanMeier(group.observations)?.median,
        ])
    }
    return csv
  }
}
