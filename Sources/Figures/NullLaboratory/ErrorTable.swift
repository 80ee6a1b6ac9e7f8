/// Error rates as a table and as CSV, a row for each claim and world.
public struct ErrorTable: Sendable {
  private let rates: [ErrorRate]

  /// A table of these rates, in their order.
  public init(_ rates: [ErrorRate]) {
    self.rates = rates
  }

  /// The table to read.
  public var table: Table {
    Self.columns.table(
      "Verdicts on made-up data, in per cent of \(rates.first?.repeats ?? 0) repeats", rates,
      notes: [
        "Claim: the claim is true of the data. Null: neither it nor its opposite is. Nearly: theory is off by just the margin.",
        "A claim is to hold in 1 % of the repeats at most where it is not true, and to fail in 1 % where it is, or where its",
        "opposite is not true either: for all claims of a figure together.",
      ])
  }

  /// The same, with all digits.
  public var csv: CSV { Self.columns.csv(rates) }

  private static var columns: [Column<ErrorRate>] {
    func share(_ count: Int, _ rate: ErrorRate) -> String {
      decimals(100 * Double(count) / Double(rate.repeats), 1)
    }
    return [
      .words("figure", "figure", \.figure), .words("level", "level", \.level.rawValue),
      .words("claim", "claim", \.statement), .words("data", "data", \.world),
      .words("which are", "truth", \.truth.rawValue), .kept("repeats", \.repeats),
      .shown(.numbers("held")) { share($0.held, $0) }, .kept("held", \.held),
      .shown(.numbers("failed")) { share($0.failed, $0) }, .kept("failed", \.failed),
      .shown(.numbers("neither")) { share($0.undecided, $0) },
      .shown(.words("")) { $0.isTooOften ? "TOO OFTEN WRONG" : "" },
    ]
  }
}
