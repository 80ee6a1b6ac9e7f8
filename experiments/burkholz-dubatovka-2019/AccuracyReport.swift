import Figures
import Lab
import Network
import Randomness
import Statistics

/// Test accuracies at the end of training, by initialisation, learning rate and depth (paper D).
///
/// Which rate is used decides the comparison, so each initialisation is looked at under the rate that suits
/// it best: that of the highest mean accuracy. The test makes up for the luck by which one of several comes
/// out best.
enum AccuracyReport {
  /// The level of the intervals.
  private static let level = 0.95

  private struct Row {
    let cell: AccuracyCell
    let interval: BootstrapInterval?
  }

  static func report(_ measured: Measured<StartGroup>) -> FigureReport {
    let name = measured.experiment.name
    let cells = measured.groups.compactMap(AccuracyCell.init)
    let chosen: [AccuracyCell] = best(cells)
    let columns = columns(measured.headings)
    func table(_ file: String, _ title: String, _ cells: [AccuracyCell]) -> FigureReport.DataTable {
      let rows = cells.map { Row(cell: $0, interval: interval($0)) }
      return .init(file: file, table: columns.table(title, rows, notes: notes), data: columns.csv(rows))
    }
    let bestTitle = "\(measured.title), at the rate that suits best"
    return FigureReport(
      name, measured,
      tables: [table(name, measured.title, cells), table("\(name)-best", bestTitle, chosen)],
      charts: [chart(measured, chosen, bestTitle)], claims: claims(cells))
  }

  private static let notes = [
    "Test accuracy in per cent at the end of the last epoch; of a diverged run that of the last epoch that ended, or a "
      + "tenth.",
    "Intervals are the bootstrap's, over runs. The rate that suits best is that of the highest mean accuracy.",
  ]

  private static func columns(_ headings: [String]) -> [Column<Row>] {
    Column.settings(headings, \.cell.group.points) + [
      .count("runs", "runs", \.cell.accuracies.count),
      .number("accuracy", "mean_accuracy", \.cell.mean) { decimals(100 * $0.cell.mean, 1) },
      .shown(.numbers("95 % interval")) { row in
        row.interval.map { "\(decimals(100 * $0.lower, 1)) to \(decimals(100 * $0.upper, 1))" } ?? "–"
      },
      .kept("low", \.interval?.lower), .kept("high", \.interval?.upper),
      .count("diverged", "diverged", \.cell.group.summary.diverged),
    ]
  }

  private static func interval(_ cell: AccuracyCell) -> BootstrapInterval? {
    let key = RandomKey(seed: 1)["accuracy"][cell.group.labels.joined(separator: " ")]
    return BootstrapInterval(of: cell.accuracies, level: level, from: key) { MeanEstimate($0)?.mean }
  }

  /// Accuracy over depth, each initialisation at its best rate.
  private static func chart(
    _ measured: Measured<StartGroup>, _ best: [AccuracyCell], _ title: String
  ) -> Chart {
    TheoryChart(
      xTitle: "depth", yTitle: "test accuracy, %", lineTitle: "initialisation", theory: "guessing",
      isLogarithmic: false
    ).chart(
      measured.experiment.name, title,
      best.compactMap { cell in
        MeanEstimate(cell.accuracies).map { mean in
          TheoryChart.Point(
            line: ChartLine(cell.initialization.name, of: cell.group.trial), x: .number(Double(cell.depth)),
            mean: 100 * mean.mean,
            error: 100 * (mean.standardError ?? 0), networks: mean.count, expected: 10)
        }
      })
  }

  /// The cell of the best rate of each initialisation and depth.
  private static func best(_ cells: [AccuracyCell]) -> [AccuracyCell] {
    distinct(cells.map(\.setting)).compactMap { setting in best(cells.filter { $0.setting == setting }) }
  }

  /// The cell among those of one setting that is most accurate; of equals the one of the smaller rate.
  private static func best(_ cells: [AccuracyCell]) -> AccuracyCell? {
    cells.sorted { $0.rate < $1.rate }.max { $0.mean < $1.mean }
  }

  /// For each mirrored initialisation, whether it is more accurate than He's in the deepest networks: each
  /// at its own best rate, and both at equal rates, in the mean over all.
  private static func claims(_ cells: [AccuracyCell]) -> [TestedClaim] {
    let depth = cells.map(\.depth).max() ?? 0
    let deepest = cells.filter { $0.depth == depth }
    let he = deepest.filter { $0.initialization == PopularInitialization.heNormal.initialization }
    let mirrored = distinct(deepest.filter(\.initialization.isMirrored).map(\.initialization))
    if mirrored.isEmpty || he.isEmpty {
      return [
        .untested("Mirrored initialisation trains deeper networks", "no mirrored runs, or none of He's")
      ]
    }
    return mirrored.flatMap { initialization -> [TestedClaim] in
      let own = deepest.filter { $0.initialization == initialization }
      let statement =
        "\(initialization.name) trains networks of depth \(depth) to a higher accuracy than he-normal"
      return [
        comparison("\(statement), each at its best rate", own, he, .eachAtItsBest),
        comparison("\(statement), at equal rates on average", own, he, .onAverage),
      ]
    }
  }

  private static func comparison(
    _ statement: String, _ mirrored: [AccuracyCell], _ plain: [AccuracyCell],
    _ question: BestMeansTest.Means
  ) -> TestedClaim {
    // The rates that both were tried at.
    let pairs = mirrored.compactMap { cell in
      plain.first { $0.rate == cell.rate }.map { (cell, $0) }
    }
    guard
      let test = BestMeansTest(
        pairs.map(\.0.accuracies), pairs.map(\.1.accuracies), question)
    else { return .untested(statement, "fewer than two runs at the same rates") }
    let (one, other) = (pairs[test.best[0]].0, pairs[test.best[1]].1)
    let means =
      question == .eachAtItsBest
      ? [one, other].map { "\(decimals(100 * $0.mean, 1)) % at rate \(short($0.rate, digits: 1))" }
      : [pairs.map(\.0), pairs.map(\.1)].map { cells in
        "\(decimals(100 * cells.reduce(0) { $0 + $1.mean } / Double(cells.count), 1)) %"
      }
    return TestedClaim(
      statement, ifFalse: test.largerPValue, ifTrue: test.smallerPValue,
      evidence: "\(means[0]) against \(means[1]), \(pairs.count) rates, \(one.accuracies.count) and "
        + "\(other.accuracies.count) runs at each")
  }
}

/// The accuracies of one initialisation, rate and depth.
private struct AccuracyCell {
  let group: StartGroup
  let depth: Int
  let accuracies: [Double]

  /// Nil where the network has no depth, or there are no runs.
  init?(_ group: StartGroup) {
    guard let depth = try? group.trial.architecture.depth(), !group.outcomes.isEmpty else { return nil }
    self.group = group
    self.depth = depth
    accuracies = group.accuracies
  }

  var initialization: Initialization { group.trial.initialization }
  var rate: Double { group.trial.optimizer.rate }
  var mean: Double { accuracies.reduce(0, +) / Double(accuracies.count) }
  /// What all cells share that differ in the rate alone.
  var setting: [String] { [initialization.name, "\(depth)"] }
}

extension StartGroup {
  /// The test accuracy of each run at the end of its last epoch; a tenth where none ended.
  var accuracies: [Double] { outcomes.map { $0.epochs.last?.testAccuracy ?? 0.1 } }
}
