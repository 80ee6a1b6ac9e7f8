import Lab
import Statistics
import Training
import Wording

/// The signals of layers as a table and as CSV: a row for each setting, moment and layer.
public struct SignalTable {
  private let headings: [String]
  private let groups: [SignalGroup]
  private let rows: [SignalGroup.Row]

  /// A table of groups; `headings` name the axes of their settings.
  public init(_ headings: [String], _ groups: [SignalGroup]) {
    self.headings = headings
    self.groups = groups
    rows = groups.flatMap(\.rows)
  }

  /// The table under a title.
  public func table(_ title: String) -> Table {
    let examples = Set(groups.map(\.trial.examples)).sorted().map(String.init).joined(separator: ", ")
    return columns.table(
      title, rows,
      notes: [
        "Step: how many were taken before. Activations are those of \(examples) training images; gradient and update are of "
          + "the next step.",
        "Length: ‖z‖²/n. Correlation: the mean cosine of two images' activations. Dead: units of slope 0 for all images. "
          + "Saturated: the share",
        "of slopes below \(short(100 * Signal.flatness, digits: 1)) % of the greatest. Gradient: its norm. Update: ‖ΔW‖/‖W‖."
          + (isOfSeveral ? " ± is a standard error over runs." : ""),
      ] + theory + divergence)
  }

  /// The same, with all digits.
  public var csv: CSV { columns.csv(rows) }

  private var columns: [Column<SignalGroup.Row>] {
    Column.settings(headings, \.group.points)
      + [.count("step", "step", \.step), .kept("place", \.place), .words("layer", "layer", \.layer)]
      + (isOfSeveral
        ? [.count("runs", "runs", \.runs), .count("diverged", "diverged", \.group.diverged)]
        : [.kept("runs", \.runs), .kept("diverged", \.group.diverged)])
      + Signal.allCases.flatMap { signal in
        [
          .number(
            signal.heading, signal.rawValue, { $0[signal]?.mean }, text: { Self.text($0[signal], signal) }),
          .kept("\(signal.rawValue)_error", { $0[signal]?.standardError }),
        ] + expectation(signal)
      }
  }

  /// What theory expects of a signal, where it knows it of a layer.
  private func expectation(_ signal: Signal) -> [Column<SignalGroup.Row>] {
    guard rows.contains(where: { $0.expected[signal] != nil }) else { return [] }
    return [
      .number(
        "theory", "expected_\(signal.rawValue)", { $0.expected[signal] },
        text: { short($0.expected[signal], digits: 3) })
    ] + (isOfSeveral ? [.number("z", "\(signal.rawValue)_z", decimals: 1, { $0.z(signal) })] : [])
  }

  private static func text(_ mean: MeanEstimate?, _ signal: Signal) -> String {
    func text(_ number: Double?, digits: Int) -> String {
      signal.isShare ? decimals(number.map { 100 * $0 }, 1) : short(number, digits: digits)
    }
    return text(mean?.mean, digits: 3)
      + (mean?.standardError.map { " ± \(text($0, digits: 2))" } ?? "")
  }

  private var isOfSeveral: Bool { groups.contains { $0.outcomes.count > 1 } }

  private var theory: [String] {
    guard rows.contains(where: { !$0.expected.isEmpty }) else { return [] }
    return [
      "Theory: of neighbouring training images at the beginning, in the limit of great width"
        + (isOfSeveral ? "; z, in standard errors over runs, has what finite width adds in it." : ".")
    ]
  }

  /// What became of runs that did not come to the last moment.
  private var divergence: [String] {
    let steps = groups.flatMap { $0.outcomes.compactMap(\.divergence) }
    guard let first = steps.min(), let last = steps.max() else { return [] }
    let runs = counted(steps.count, "run")
    let when = first == last ? "step \(first)" : "steps \(first) to \(last)"
    return [
      "\(runs) diverged at \(when): the loss was infinite or not a number. Of what came behind, nothing is known."
    ]
  }
}

extension Signal {
  /// What readers call it.
  package var heading: String { isShare ? "\(rawValue) %" : rawValue }

  /// Whether it is a share of units or activations.
  package var isShare: Bool {
    switch self {
    case .dead, .saturated: true
    case .mean, .variance, .length, .correlation, .gradient, .update: false
    }
  }

  /// Whether equal ratios of it are alike.
  package var isRatio: Bool {
    switch self {
    case .variance, .length, .gradient, .update: true
    case .mean, .correlation, .dead, .saturated: false
    }
  }
}
