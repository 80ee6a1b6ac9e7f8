import Statistics

/// Numbers of activation regions as a table and as CSV, a row for each setting and moment.
struct RegionTable {
  private let headings: [String]
  private let groups: [RegionGroup]

  init(_ headings: [String], _ groups: [RegionGroup]) {
    self.headings = headings
    self.groups = groups
  }

  /// The table under a title; of many moments, the first, a few between, and the last.
  func table(_ title: String) -> Table {
    var table = Table(
      title,
      columns: headings.map { .words($0) } + [
        .numbers("units N"), .numbers("epoch"), .numbers("runs"), .numbers("regions"), .numbers("± s.e."),
        .numbers(areLines ? "N" : "N²/2"), .numbers("ratio"),
      ])
    for (group, moment, mean) in rows {
      table.append(
        group.labels + [
          "\(group.units)", short(moment.epoch), "\(mean.count)", decimals(mean.mean, 1),
          decimals(mean.standardError, 1), decimals(group.expected, 0),
          decimals(mean.mean / group.expected, 3),
        ])
    }
    table.notes = [
      "Regions are counted exactly; of several \(areLines ? "lines" : "planes") of a run, their mean counts once. "
        + "The error is that of the mean over runs."
    ]
    return table
  }

  /// The same, with all digits.
  var csv: CSV {
    var csv = CSV(
      headings + ["units", "epoch", "runs", "mean_regions", "standard_error", "expected", "ratio"])
    for (group, moment, mean) in rows {
      csv.append(
        group.labels,
        [
          group.units, moment.epoch, mean.count, mean.mean, mean.standardError, group.expected,
          mean.mean / group.expected,
        ])
    }
    return csv
  }

  private var areLines: Bool { groups.contains(where: \.trial.slicesAreLines) }

  private var rows: [(RegionGroup, RegionGroup.Moment, MeanEstimate)] {
    groups.flatMap { group in
      group.moments.compactMap { moment in MeanEstimate(moment.regions).map { (group, moment, $0) } }
    }
  }
}
