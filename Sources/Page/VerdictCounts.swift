import Figures
import Wording

/// How many claims held, failed or are undecided, and what could not be told.
struct VerdictCounts {
  let held: Int
  let failed: Int
  let undecided: Int
  /// How many experiments cannot be reported on.
  let unreported: Int
  /// How many runs are missing of those that can.
  let missing: Int

  /// The counts over experiments; those of which no run has ended have no verdicts yet.
  init(_ reports: [ExperimentReport]) {
    let claims = reports.flatMap(\.verdicts)
    (held, failed) = (claims.count(of: .held), claims.count(of: .failed))
    undecided = claims.count(of: .notEnoughData)
    unreported = reports.count { $0.figure == nil }
    missing = reports.reduce(0) { $0 + ($1.figure?.missing ?? 0) }
  }

  /// The counts that are not 0, in a few words each.
  var badges: [HTML] {
    let counts = [
      ("held", held, "\(held) held"), ("failed", failed, "\(failed) failed"),
      ("undecided", undecided, "\(undecided) undecided"),
      ("missing", missing, "\(counted(missing, "run")) missing"),
    ]
    let shown = counts.filter { $0.1 > 0 }.map { Self.badge($0.0, $0.2) }
    return shown + (unreported > 0 ? [Self.badge("failed", unreportedText)] : [])
  }

  /// How many claims were judged and what became of them, as a line of its own.
  var tally: HTML {
    let claims = held + failed + undecided
    let heading = claims > 0 ? "\(counted(claims, "claim")):" : "No claim judged yet."
    return .tag("p", ["class": "tally"], [.tag("strong", HTML(heading)), " "] + Self.spaced(badges))
  }

  private var unreportedText: String { unreported == 1 ? "no report" : "\(unreported) without report" }

  /// Pieces with a space before each but the first.
  static func spaced(_ pieces: [HTML]) -> [HTML] { Array(pieces.flatMap { [" ", $0] }.dropFirst()) }

  private static func badge(_ kind: String, _ text: String) -> HTML {
    .tag("span", ["class": "badge \(kind)"], HTML(text))
  }
}
