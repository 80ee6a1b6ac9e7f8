/// A comparison as a table and as CSV.
public struct ComparisonTable: Sendable {
  private let comparison: Comparison

  /// A table of a comparison.
  public init(_ comparison: Comparison) {
    self.comparison = comparison
  }

  /// The table to read.
  public var table: Table {
    let options = comparison.options
    var table = Table(
      "\(options.dataset.title): \(options.seeds) runs of each, at most \(options.epochLimit) epochs; lengths of "
        + "\(options.networks) networks before training",
      columns: [
        .numbers("rank"), .words("initialisation"), .words("network"), .numbers("mean"),
        .numbers("epochs to start"), .numbers("started"), .numbers("censored"), .numbers("diverged"),
        .numbers("M_d/M_0"), .numbers("theory"), .numbers("variance"), .numbers("theory"), .numbers("dead"),
        .words("expected trouble"),
      ])
    for (rank, row) in comparison.rows.enumerated() {
      table.append([
        "\(rank + 1)", row.initialization, row.network, decimals(row.restrictedMean.value, 1),
        row.starts.text, "\(row.starts.epochs.count)", "\(row.starts.censored)", "\(row.starts.diverged)",
        short(mean: row.lengths.mean, isZero: row.lengths.dead == row.lengths.networks), theory(row),
        short(mean: row.layerVariance, isZero: true), short(mean: row.expectedLayerVariance, isZero: true),
        decimals(100 * row.deadShare, 1) + " %", row.expectation,
      ])
    }
    table.notes = [
      "Ranked by the mean epoch of the start, where runs that had not started or had diverged count as the last epoch.",
      "Epochs to start: mean ± standard deviation over the runs that started. M_d/M_0: the last hidden layer's mean length",
      "over the input's; variance: of M_1 … M_d across layers, over M_0²; both are means over networks, with heavy tails",
      "where networks are deep and narrow; ≤ marks a bound, ~ the limit of great width. Dead: networks with a layer of",
      "zeros. Expected trouble: see kindling predict; its thresholds are for descent at rate 0.01.",
    ]
    return table
  }

  private func theory(_ row: ComparisonRow) -> String {
    if let mean = row.lengths.expectedMean {
      return short(mean: mean, isZero: row.lengths.dead == row.lengths.networks)
    }
    return row.lengthBound.map { "≤ \(short($0))" } ?? row.wideLength.map { "~ \(short($0))" } ?? "–"
  }

  /// The same, with all digits.
  public var csv: CSV {
    var csv = CSV([
      "rank", "dataset", "initialization", "network", "epoch_limit", "restricted_mean",
      "restricted_mean_error",
      "started", "censored", "diverged", "mean_epoch", "standard_deviation", "networks", "mean_length",
      "mean_length_error", "expected_mean_length", "length_bound", "wide_length", "layer_variance",
      "expected_layer_variance",
      "dead_share", "expected_trouble",
    ])
    for (rank, row) in comparison.rows.enumerated() {
      csv.append([
        rank + 1, comparison.options.dataset.rawValue, row.initialization, row.network, row.starts.epochLimit,
        row.restrictedMean.value, row.restrictedMean.standardError, row.starts.epochs.count,
        row.starts.censored, row.starts.diverged, row.starts.mean, row.starts.deviation, row.lengths.networks,
        row.lengths.mean, row.lengths.standardError, row.lengths.expectedMean, row.lengthBound,
        row.wideLength,
        row.layerVariance, row.expectedLayerVariance, row.deadShare, row.expectation,
      ])
    }
    return csv
  }
}
