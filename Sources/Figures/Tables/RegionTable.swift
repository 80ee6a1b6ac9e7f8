import Statistics

/// Numbers of activation regions, and what was learnt by then, as a table and as CSV: a row for each setting
/// and moment.
package struct RegionTable {
  private let headings: [String]
  private let rows: [Row]
  private let windows: [Double]
  private let areLines: Bool

  private struct Row {
    let group: RegionGroup
    let epoch: Double
    let mean: MeanEstimate
    let training: Double?
    let test: Double?
  }

  /// A table of groups; `headings` name the axes of their settings.
  package init(_ headings: [String], _ groups: [RegionGroup]) {
    self.headings = headings
    windows = Set(groups.compactMap(\.window)).sorted()
    areLines = groups.contains(where: \.trial.slicesAreLines)
    rows = groups.flatMap { group in
      group.moments.compactMap { moment in
        MeanEstimate(moment.regions).map { mean in
          Row(
            group: group, epoch: moment.epoch, mean: mean,
            training: MeanEstimate(moment.trainingAccuracies)?.mean,
            test: MeanEstimate(moment.testAccuracies)?.mean)
        }
      }
    }
  }

  /// The table under a title.
  package func table(_ title: String) -> Table {
    let accuracies =
      "Training %: the share of the training examples, as a run has them, that are named rightly;"
      + " test %: of the test set."
    return columns.table(
      title, rows,
      notes: [
        "Regions are counted exactly\(place); of several \(areLines ? "lines" : "planes") of a run,"
          + " their mean counts once. The error is that of the mean over runs."
      ] + (hasAccuracies ? [accuracies] : []))
  }

  /// The same, with all digits.
  package var csv: CSV { columns.csv(rows) }

  private var columns: [Column<Row>] {
    func accuracy(_ heading: String, _ field: String, _ value: @escaping (Row) -> Double?) -> Column<Row> {
      if !hasAccuracies { return .kept(field, value) }
      return .number(heading, field, value) { row in decimals(value(row).map { 100 * $0 }, 1) }
    }
    return Column.settings(headings, \.group.points) + [
      .count("units N", "units", \.group.units), .number("epoch", "epoch", \.epoch),
      .count("runs", "runs", \.mean.count), .number("regions", "mean_regions", decimals: 1, \.mean.mean),
      .number("± s.e.", "standard_error", decimals: 1, \.mean.standardError),
      .number(areLines ? "N" : "N²/2", "expected", decimals: 0, \.group.expected),
      .number("ratio", "ratio", decimals: 3) { $0.mean.mean / $0.group.expected },
      accuracy("training %", "training_accuracy", \.training), accuracy("test %", "test_accuracy", \.test),
    ]
  }

  private var hasAccuracies: Bool { rows.contains { $0.training != nil } }

  /// Where on planes regions are counted, in words.
  private var place: String {
    let all = windows.map { "±\(short($0, digits: 2))" }.joined(separator: ", ")
    return windows.isEmpty ? "" : " in the window \(all) of the two images' coordinates"
  }
}
