import Statistics

/// Numbers of activation regions, and what was learnt by then, as a table and as CSV: a row for each setting
/// and moment.
struct RegionTable {
  private let headings: [String]
  private let groups: [RegionGroup]

  init(_ headings: [String], _ groups: [RegionGroup]) {
    self.headings = headings
    self.groups = groups
  }

  /// The table under a title; of many moments, the first, a few between, and the last.
  func table(_ title: String) -> Table {
    let (rows, hasAccuracies) = (rows, hasAccuracies)
    var table = Table(
      title,
      columns: headings.map { .words($0) } + [
        .numbers("units N"), .numbers("epoch"), .numbers("runs"), .numbers("regions"), .numbers("± s.e."),
        .numbers(areLines ? "N" : "N²/2"), .numbers("ratio"),
      ] + (hasAccuracies ? [.numbers("training %"), .numbers("test %")] : []))
    for (group, moment, mean) in rows {
      let (training, test) = accuracies(moment)
      table.append(
        group.labels + [
          "\(group.units)", short(moment.epoch), "\(mean.count)", decimals(mean.mean, 1),
          decimals(mean.standardError, 1), decimals(group.expected, 0),
          decimals(mean.mean / group.expected, 3),
        ] + (hasAccuracies ? [training, test].map { decimals($0.map { 100 * $0 }, 1) } : []))
    }
    table.notes = [
      "Regions are counted exactly\(place); of several \(areLines ? "lines" : "planes") of a run,"
        + " their mean counts once. The error is that of the mean over runs."
    ]
    if hasAccuracies {
      table.notes.append(
        "Training %: the share of the training examples, as a run has them, that are named rightly;"
          + " test %: of the test set.")
    }
    return table
  }

  /// The same, with all digits.
  var csv: CSV {
    var csv = CSV(
      headings + [
        "units", "epoch", "runs", "mean_regions", "standard_error", "expected", "ratio", "training_accuracy",
        "test_accuracy",
      ])
    for (group, moment, mean) in rows {
      let (training, test) = accuracies(moment)
      csv.append(
        group.labels,
        [
          group.units, moment.epoch, mean.count, mean.mean, mean.standardError, group.expected,
          mean.mean / group.expected, training, test,
        ])
    }
    return csv
  }

  /// The mean training accuracy and the mean test accuracy, where runs know them.
  private func accuracies(_ moment: RegionGroup.Moment) -> (training: Double?, test: Double?) {
    (MeanEstimate(moment.trainingAccuracies)?.mean, MeanEstimate(moment.testAccuracies)?.mean)
  }

  private var hasAccuracies: Bool { rows.contains { !$0.1.trainingAccuracies.isEmpty } }

  /// Where on planes regions are counted, if not everywhere.
  private var place: String {
    let windows = Set(groups.compactMap(\.window)).sorted().map { "±\(short($0, digits: 2))" }
    let all = windows.joined(separator: ", ")
    return windows.isEmpty ? "" : " in the window \(all) of the two images' coordinates"
  }

  private var areLines: Bool { groups.contains(where: \.trial.slicesAreLines) }

  private var rows: [(RegionGroup, RegionGroup.Moment, MeanEstimate)] {
    groups.flatMap { group in
      group.moments.compactMap { moment in MeanEstimate(moment.regions).map { (group, moment, $0) } }
    }
  }
}
