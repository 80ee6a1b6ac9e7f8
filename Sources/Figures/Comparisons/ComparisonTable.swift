import Lab

/// A comparison as a table and as CSV.
public struct ComparisonTable: Sendable {
  private let comparison: Comparison

  /// A table of a comparison.
  public init(_ comparison: Comparison) {
    self.comparison = comparison
  }

  private struct Row {
    let rank: Int
    let row: ComparisonRow
  }

  private var rows: [Row] {
    comparison.rows.enumerated().map { Row(rank: $0.offset + 1, row: $0.element) }
  }

  /// The table to read.
  public var table: Table {
    let options = comparison.options
    return columns.table(
      "\(options.dataset.title): \(options.seeds) runs of each, at most \(options.epochLimit) epochs; lengths of "
        + "\(options.networks) networks before training", rows,
      notes: [
        "Ranked by the mean epoch of the start, where runs that had not started or had diverged count as the last epoch.",
        "Epochs to start: mean ± standard deviation over the runs that started. M_d/M_0: the last hidden layer's mean length",
        "over the input's; variance: of M_1 … M_d across layers, over M_0²; both are means over networks, with heavy tails",
        "where networks are deep and narrow; ≤ marks a bound, ~ the limit of great width. Dead: networks with a layer of",
        "zeros. Expected trouble: see kindling predict; its thresholds are for descent at rate 0.01.",
      ]
        + (comparison.rows.contains { $0.lengths == nil }
          ? ["–: before training nothing is measured of weights that hang on data."] : []))
  }

  /// The same, with all digits.
  public var csv: CSV { columns.csv(rows) }

  private var columns: [Column<Row>] {
    let dataset = comparison.options.dataset.rawValue
    // One rate for all is no column to read.
    let rate: Column<Row> =
      comparison.options.differentRates.count > 1
      ? .number("rate", "rate", \.row.rate) { "\($0.row.rate)" } : .kept("rate", \.row.rate)
    // Nor is a method where none was asked for.
    let hasMethods = comparison.rows.contains { $0.method != nil }
    let method: [Column<Row>] = hasMethods ? [.words("method", "method") { $0.row.method ?? "" }] : []
    return [.count("rank", "rank", \.rank), .kept("dataset") { _ in dataset }] + method + [
      .words("initialisation", "initialization", \.row.initialization),
      .shown(.words("network"), \.row.compared.label), .kept("network", \.row.network), rate,
      .kept("epoch_limit", \.row.starts.epochLimit),
      .number("mean", "restricted_mean", decimals: 1, \.row.restrictedMean.value),
      .kept("restricted_mean_error", \.row.restrictedMean.standardError),
      .shown(.numbers("epochs to start"), \.row.starts.text),
      .count("started", "started", \.row.starts.epochs.count),
      .count("censored", "censored", \.row.starts.censored),
      .count("diverged", "diverged", \.row.starts.diverged), .kept("mean_epoch", \.row.starts.mean),
      .kept("standard_deviation", \.row.starts.deviation), .kept("networks") { $0.row.lengths?.networks },
      .number("M_d/M_0", "mean_length", { $0.row.lengths?.mean }) { row in
        short(mean: row.row.lengths?.mean, isZero: row.row.lengths?.areAllDead ?? false)
      },
      .kept("mean_length_error") { $0.row.lengths?.standardError },
      .number("theory", "expected_mean_length", { $0.row.lengths?.expectedMean }) { Self.theory($0.row) },
      .kept("length_bound", \.row.lengthBound), .kept("wide_length", \.row.wideLength),
      .number("variance", "layer_variance", \.row.layerVariance) { row in
        short(mean: row.row.layerVariance, isZero: true)
      },
      .number("theory", "expected_layer_variance", \.row.expectedLayerVariance) { row in
        short(mean: row.row.expectedLayerVariance, isZero: true)
      },
      .number("dead", "dead_share", \.row.deadShare) { row in
        row.row.deadShare.map { decimals(100 * $0, 1) + " %" } ?? "–"
      },
      .words("expected trouble", "expected_trouble", \.row.expectation),
    ]
  }

  /// The mean length that theory expects, a bound on it, or its limit.
  private static func theory(_ row: ComparisonRow) -> String {
    if let lengths = row.lengths, let mean = lengths.expectedMean {
      return short(mean: mean, isZero: lengths.areAllDead)
    }
    return row.lengthBound.map { "≤ \(short($0))" } ?? row.wideLength.map { "~ \(short($0))" } ?? "–"
  }
}
