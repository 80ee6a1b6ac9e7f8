/// Error rates as a table and as CSV, a row for each claim and world.
public struct ErrorTable: Sendable {
  private let rates: [ErrorRate]

  /// A table of these rates, in their order.
  public init(_ rates: [ErrorRate]) {
    self.rates = rates
  }

  /// The table to read.
  public var table: Table {
    var table = Table(
      "Verdicts on made-up data, in per cent of \(rates.first?.repeats ?? 0) repeats",
      columns: [
        .words("figure"), .words("level"), .words("claim"), .words("data"), .words("which are"),
        .numbers("held"),
        .numbers("failed"), .numbers("neither"), .words(""),
      ])
    for rate in rates {
      table.append([
        rate.figure, rate.level.rawValue, rate.statement, rate.world, rate.truth.rawValue,
        share(rate.held, rate),
        share(rate.failed, rate), share(rate.undecided, rate), rate.isTooOften ? "TOO OFTEN WRONG" : "",
      ])
    }
    table.notes = [
      "Claim: the claim is true of the data. Null: neither it nor its opposite is. Nearly: theory is off by just the margin.",
      "A claim is to hold in 1 % of the repeats at most where it is not true, and to fail in 1 % where it is, or where its",
      "opposite is not true either: for all claims of a figure together.",
    ]
    return table
  }

  private func share(_ count: Int, _ rate: ErrorRate) -> String {
    decimals(100 * Double(count) / Double(rate.repeats), 1)
  }

  /// The same with all digits.
  public var csv: CSV {
    var csv = CSV(["figure", "level", "claim", "data", "truth", "repeats", "held", "failed"])
    for rate in rates {
      csv.append([
        rate.figure, rate.level.rawValue, rate.statement, rate.world, rate.truth.rawValue, rate.repeats,
        rate.held,
        rate.failed,
      ])
    }
    return csv
  }
}
