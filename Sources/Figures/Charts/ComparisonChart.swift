import Lab
import Network
import Wording

/// The picture of a comparison: epochs to start over networks or rates, a line for each initialisation; of one network alone over the
/// initialisations.
package struct ComparisonChart {
  private let comparison: Comparison
  private let groups: [StartGroup]
  /// What a row is called on each axis, by its network, initialisation and rate.
  private let labels: [Key: [String]]

  private static let headings = ["initialisation", "network", "rate"]

  /// What tells rows apart.
  private struct Key: Hashable {
    let architecture: Architecture
    let initialization: Initialization
    let rate: Double

    init(_ trial: StartTrial) {
      (architecture, initialization, rate) = (
        trial.architecture, trial.initialization, trial.optimizer.rate
      )
    }
  }

  /// A picture of a comparison.
  package init(_ comparison: Comparison) {
    self.comparison = comparison
    groups = comparison.rows.map(\.group)
    labels = Dictionary(
      comparison.rows.map { row in
        (Key(row.group.trial), [row.compared.beginning, row.compared.label, "\(row.rate)"])
      }
    ) { first, _ in first }
  }

  private func labels(_ group: StartGroup) -> [String] {
    labels[Key(group.trial)] ?? Self.headings.map { _ in "" }
  }

  /// Why nobody could read it, and what to do; nil where it can be drawn.
  package var refusal: String? { axes.refusal }

  /// The picture.
  package func chart(_ file: String) -> Chart {
    let (x, axes, depths) = (x, axes, depths)
    func place(_ group: StartGroup) -> ChartPlace {
      let trial = group.trial
      if let depth = depths?[labels(group)[1]] { return .number(Double(depth)) }
      return x == 2 ? .number(trial.optimizer.rate) : .name(labels(group)[x])
    }
    return StartChart(
      x: place, xTitle: depths == nil ? Self.headings[x] : "depth",
      line: { ChartLine(axes.name(labels($0)), in: axes.panel(labels($0)), of: $0.trial) },
      lineTitle: axes.title, statistic: .median, isEven: false, runs: comparison.options.seeds
    ).chart(file, title, groups)
  }

  private var title: String {
    let options = comparison.options
    let networks = distinct(groups.map { labels($0)[1] })
    let network = networks.count == 1 ? "\(networks[0]), " : ""
    return
      "\(options.dataset.title): \(network)\(options.seeds) runs of each, at most \(options.epochLimit) epochs"
  }

  /// The place of the axis from left to right: the networks, or else the rates, or else the initialisations.
  private var x: Int {
    [1, 2].first { place in distinct(groups.map { labels($0)[place] }).count > 1 } ?? 0
  }

  private var axes: ChartAxes {
    ChartAxes(
      Self.headings, groups.map { labels($0) }, without: [Self.headings[x]],
      lines: x == 0 ? nil : Self.headings[0])
  }

  /// The depths of networks of one family, which differ in nothing else; nil where networks stand at their names.
  private var depths: [String: Int]? {
    guard x == 1 else { return nil }
    let networks = Dictionary(groups.map { (labels($0)[1], $0.trial.architecture) }) { first, _ in first }
    let depths = networks.compactMapValues { try? $0.depth() }
    let families = Set(networks.values.map { type(of: $0.family).name })
    return families.count == 1 && Set(depths.values).count == networks.count ? depths : nil
  }
}
