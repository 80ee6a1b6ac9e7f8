import Lab
import Storage
import Wording

/// Which initialisation lets which network start, counted from the runs of stores.
public struct DecisionTable: Encodable, Sendable {
  /// How many runs were counted, each once however many stores have it.
  public let runs: Int
  /// How many stores they are from.
  public let stores: Int
  /// The experiments on trainings that these stores have runs of, or will have.
  public let experiments: [String]
  /// The rows: networks by sort and depth, of each what starts most often first.
  public let decisions: [Decision]

  /// The table of what stores hold.
  ///
  /// - Throws: `StoreError`.
  public init(of stores: [Store]) throws {
    var seen: Set<String> = []
    var runs: [DecidedRun] = []
    var filter = RunFilter()
    filter.kind = StartTrial.kind
    for store in stores {
      var numbers: [Int] = []
      try store.forEachRun(filter) { numbers.append($0.id) }
      for number in numbers.reversed() {
        guard let details = try store.details(number), seen.insert(details.identity).inserted,
          let run = DecidedRun(details)
        else { continue }
        runs.append(run)
      }
    }
    // What cannot be read of them takes nothing from the counts.
    let experiments = stores.flatMap { (try? $0.experiments()) ?? [] }.map(\.experiment)
    self.init(
      runs, stores: stores.count, experiments: distinct(experiments.filter { $0.kind == .start }.map(\.name)))
  }

  /// The table of runs.
  private init(_ runs: [DecidedRun], stores: Int, experiments: [String]) {
    self.runs = runs.count
    self.stores = stores
    self.experiments = experiments
    let groups = runs.groups { Key(network: $0.sort.name, place: $0.sort.place, beginning: $0.beginning) }
    let keyed = groups.map { Decision($0.elements) }.map { decision in
      (
        decision.network, decision.place, -Double(decision.started) / Double(decision.runs),
        decision.medianEpoch ?? .infinity, decision.initialization, decision
      )
    }
    decisions = keyed.sorted { ($0.0, $0.1, $0.2, $0.3, $0.4) < ($1.0, $1.1, $1.2, $1.3, $1.4) }.map(\.5)
  }

  private struct Key: Hashable {
    let network: String
    let place: Int
    let beginning: String
  }

  private enum CodingKeys: String, CodingKey {
    case runs, stores, experiments, decisions
  }

  /// The table to read.
  public var table: Table {
    columns.table(
      "Which initialisation for which network: \(runs) runs of \(counted(stores, "store"))", decisions,
      notes: [
        "A run starts where it names twice as many test images rightly as a guess does, by the end of an epoch. Layers:",
        "those with weights, on the longest way. The runs are those at the rate at which most start, of so many rates that",
        "were tried. Starts, fails: all but one run in nine; of fewer than \(Decision.leastRuns) runs nothing is said. Epoch: the median of",
        "the runs that started; within: the last epochs by whose end they might.",
      ] + (experiments.isEmpty ? [] : ["Experiments: \(experiments.joined(separator: ", "))"]))
  }

  /// The same, with all digits.
  public var csv: CSV { columns.csv(decisions) }

  private var columns: [Column<Decision>] {
    [
      .words("network", "network", \.network), .words("layers", "layers", \.layers),
      .words("initialisation", "initialization", \.initialization),
      .words("verdict", "verdict", \.verdict.rawValue), .count("started", "started", \.started),
      .count("runs", "runs", \.runs), .count("diverged", "diverged", \.diverged),
      .number("epoch", "median_epoch", \.medianEpoch) { row in
        row.medianEpoch.map { decimals($0, $0 == $0.rounded() ? 0 : 1) } ?? "–"
      },
      .words("within", "limits") { row in
        distinct(row.limits).map(String.init).joined(separator: " to ")
      },
      .words("rate", "rate", \.rate), .count("rates", "rates", \.rates),
      .words("data", "datasets") { $0.datasets.joined(separator: ", ") },
    ]
  }
}
