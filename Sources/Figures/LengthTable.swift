import Lab

/// Measured lengths beside theory's, as a table and as CSV.
public struct LengthTable {
  private let comparisons: [LengthComparison]

  /// A table of comparisons, in their order.
  public init(_ comparisons: [LengthComparison]) {
    self.comparisons = comparisons
  }

  /// The table under a title.
  public func table(_ title: String) -> Table {
    var table = Table(
      title,
      columns: [
        .words("setting"), .numbers("depth"), .numbers("nets"), .numbers("mean M_d"),
        .numbers("± s.e."),
        .numbers("theory"), .numbers("z"), .numbers("mean ln M_d"), .numbers("theory"), .numbers("z"),
        .numbers("a layer"), .numbers("z"), .numbers("dead"), .words("verdict"),
      ])
    for row in comparisons {
      let isZero = row.dead == row.networks
      table.append([
        row.setting, "\(row.depth)", "\(row.networks)", short(mean: row.mean, isZero: isZero),
        short(mean: row.standardError, isZero: row.mean > 0 || isZero),
        short(mean: row.expectedMean, isZero: isZero), decimals(row.meanZ, 1),
        decimals(row.logMean.flatMap { $0.isFinite ? $0 : nil }, 2),
        decimals(row.expectedLogMean, 2), decimals(row.logZ, 1), decimals(row.growth, 4),
        decimals(row.growthZ, 1), "\(row.dead)", row.verdict.rawValue,
      ])
    }
    table.notes = [
      "M_d is the last hidden layer's mean length ‖act‖²/n over the input's. A layer: the mean of M_j / M_{j−1} over theory's.",
      "z is in standard errors, theory's where it has them; a mean that hangs on a few giants has none. Failed: one z beyond",
      "\(Int(LengthComparison.tolerance)); held: known to lie within a factor of \(LengthComparison.margin) a layer. Dead "
        + "counts networks with a layer of zeros.",
    ]
    return table
  }

  /// The same, with all digits.
  public var csv: CSV {
    var csv = CSV([
      "setting", "depth", "networks", "mean", "standard_error", "expected_mean", "mean_z", "log_mean",
      "expected_log_mean", "log_z", "growth", "growth_z", "dead", "verdict",
    ])
    for row in comparisons {
      csv.append([
        row.setting, row.depth, row.networks, row.mean, row.standardError, row.expectedMean, row.meanZ,
        row.logMean, row.expectedLogMean, row.logZ, row.growth, row.growthZ, row.dead, row.verdict.rawValue,
      ])
    }
    return csv
  }
}
