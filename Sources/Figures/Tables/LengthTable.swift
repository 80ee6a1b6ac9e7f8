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
    Self.columns.table(
      title, comparisons,
      notes: [
        "M_d is the last hidden layer's mean length ‖act‖²/n over the input's. A layer: the mean of M_j / M_{j−1} over theory's.",
        "z is in standard errors, theory's where it has them; a mean that hangs on a few giants has none. Failed: one z beyond",
        "\(Int(LengthComparison.tolerance)); held: known to lie within a factor of \(LengthComparison.margin) a layer. Dead "
          + "counts networks with a layer of zeros."
          + (comparisons.contains { $0.wideMean != nil } ? " ~ is the limit of great width." : ""),
      ])
  }

  /// The same, with all digits.
  public var csv: CSV { Self.columns.csv(comparisons) }

  private static var columns: [Column<LengthComparison>] {
    [
      .words("setting", "setting", \.setting), .count("depth", "depth", \.depth),
      .count("nets", "networks", \.networks),
      .number("mean M_d", "mean", \.mean) { short(mean: $0.mean, isZero: $0.areAllDead) },
      .number("± s.e.", "standard_error", \.standardError) { row in
        short(mean: row.standardError, isZero: row.mean > 0 || row.areAllDead)
      },
      .number("theory", "expected_mean", \.expectedMean) { row in
        row.wideMean.map { "~ \(short($0))" } ?? short(mean: row.expectedMean, isZero: row.areAllDead)
      }, .kept("wide_mean", \.wideMean),
      .number("z", "mean_z", decimals: 1, \.meanZ),
      .number("mean ln M_d", "log_mean", \.logMean) { row in
        decimals(row.logMean.flatMap { $0.isFinite ? $0 : nil }, 2)
      },
      .number("theory", "expected_log_mean", decimals: 2, \.expectedLogMean),
      .number("z", "log_z", decimals: 1, \.logZ), .number("a layer", "growth", decimals: 4, \.growth),
      .number("z", "growth_z", decimals: 1, \.growthZ), .count("dead", "dead", \.dead),
      .words("verdict", "verdict", \.verdict.rawValue),
    ]
  }
}

extension LengthComparison {
  /// Whether every network has a layer of zeros.
  package var areAllDead: Bool { dead == networks }
}
