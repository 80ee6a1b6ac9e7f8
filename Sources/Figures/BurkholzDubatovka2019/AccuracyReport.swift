import Lab
import Network
import Randomness
import Statistics

/// Test accuracies at the end of training, by initialisation, learning rate and depth (paper D).
///
/// Which rate is used decides the comparison, so each initialisation is looked at under the rate that suits it best. That is chosen
/// by a third of the runs, and judged by the others, or the luck by which a rate comes out best would count for it.
enum AccuracyReport {
  /// The level of the intervals.
  private static let level = 0.95

  static func report(_ measured: Measured<StartGroup>) -> FigureReport {
    let name = measured.experiment.name
    let cells = measured.groups.compactMap(AccuracyCell.init)
    let title = measured.title
    let headings = measured.headings
    return FigureReport(
      name, measured,
      tables: [
        .init(
          file: name, table: table(title, headings, cells.map { ($0, $0.accuracies) }),
          data: csv(headings, cells.map { ($0, $0.accuracies) })),
        .init(
          file: "\(name)-best",
          table: table("\(title), at the rate that suits best", headings, best(cells).map { ($0, $0.judged) }),
          data: csv(headings, best(cells).map { ($0, $0.judged) })),
      ],
      charts: [chart(measured, best(cells))], claims: claims(cells))
  }

  private static func table(
    _ title: String, _ headings: [String], _ rows: [(cell: AccuracyCell, accuracies: [Double])]
  ) -> Table {
    var table = Table(
      title,
      columns: headings.map { .words($0) } + [
        .numbers("runs"), .numbers("accuracy"), .numbers("95 % interval"), .numbers("diverged"),
      ])
    for (cell, accuracies) in rows {
      let interval = interval(cell, accuracies).map {
        "\(decimals(100 * $0.lower, 1)) to \(decimals(100 * $0.upper, 1))"
      }
      table.append(
        cell.group.labels + [
          "\(accuracies.count)", decimals(MeanEstimate(accuracies).map { 100 * $0.mean }, 1), interval ?? "–",
          "\(cell.group.summary.diverged)",
        ])
    }
    table.notes = [
      "Test accuracy in per cent at the end of the last epoch; of a diverged run that of the last epoch that ended, or a "
        + "tenth.",
      "Intervals are the bootstrap's, over runs. The rate that suits best is that of the highest mean accuracy over the first",
      "third of the runs; the accuracy under it is that of the others.",
    ]
    return table
  }

  private static func csv(
    _ headings: [String], _ rows: [(cell: AccuracyCell, accuracies: [Double])]
  ) -> CSV {
    var csv = CSV(headings + ["runs", "mean_accuracy", "low", "high", "diverged"])
    for (cell, accuracies) in rows {
      let interval = interval(cell, accuracies)
      csv.append(
        cell.group.labels,
        [
          accuracies.count, MeanEstimate(accuracies)?.mean, interval?.lower, interval?.upper,
          cell.group.summary.diverged,
        ])
    }
    return csv
  }

  private static func interval(_ cell: AccuracyCell, _ accuracies: [Double]) -> BootstrapInterval? {
    let key = RandomKey(seed: 1)["accuracy"][cell.group.labels.joined(separator: " ")]
    return BootstrapInterval(of: accuracies, level: level, from: key) { MeanEstimate($0)?.mean }
  }

  /// Accuracy over depth, each initialisation at its best rate.
  private static func chart(_ measured: Measured<StartGroup>, _ best: [AccuracyCell]) -> Chart {
    TheoryChart(
      xTitle: "depth", yTitle: "test accuracy, %", lineTitle: "initialisation", theory: "guessing",
      isLogarithmic: false
    ).chart(
      measured.experiment.name, "\(measured.title), at the rate that suits best",
      best.compactMap { cell in
        MeanEstimate(cell.judged).map { mean in
          TheoryChart.Point(
            line: cell.initialization.name, x: Double(cell.depth), mean: 100 * mean.mean,
            error: 100 * (mean.standardError ?? 0), networks: mean.count, expected: 10)
        }
      })
  }

  /// The cell of the best rate of each initialisation and depth.
  private static func best(_ cells: [AccuracyCell]) -> [AccuracyCell] {
    distinct(cells.map(\.setting)).compactMap { setting in best(cells.filter { $0.setting == setting }) }
  }

  /// The cell among those of one setting whose first runs are most accurate; of equals the one of the smaller rate.
  private static func best(_ cells: [AccuracyCell]) -> AccuracyCell? {
    cells.sorted { $0.rate < $1.rate }.max { $0.chosenBy < $1.chosenBy }
  }

  /// For each mirrored initialisation, whether it is more accurate than He's in the deepest networks: each at its own best rate,
  /// and both at He's.
  private static func claims(_ cells: [AccuracyCell]) -> [TestedClaim] {
    let depth = cells.map(\.depth).max() ?? 0
    let deepest = cells.filter { $0.depth == depth }
    let he = PopularInitialization.heNormal.initialization
    let mirrored = distinct(deepest.filter(\.initialization.isMirrored).map(\.initialization))
    guard let plain = best(deepest.filter { $0.initialization == he }), !mirrored.isEmpty else {
      return [.untested("Mirrored initialisation trains deeper networks", "no mirrored runs, or none of He's")]
    }
    return mirrored.flatMap { initialization -> [TestedClaim] in
      let own = deepest.filter { $0.initialization == initialization }
      let name = initialization.name
      return [
        comparison("\(name) at its best rate", best(own), depth, plain),
        comparison("\(name) at He's best rate", own.first { $0.rate == plain.rate }, depth, plain),
      ]
    }
  }

  private static func comparison(
    _ who: String, _ mirrored: AccuracyCell?, _ depth: Int, _ plain: AccuracyCell
  ) -> TestedClaim {
    let statement = "\(who) trains networks of depth \(depth) to a higher accuracy than he-normal at its own best"
    guard let mirrored,
      let test = MeanDifferenceTest(mirrored.judged, plain.judged, from: RandomKey(seed: 1)[statement])
    else { return .untested(statement, "too few runs") }
    func text(_ cell: AccuracyCell) -> String {
      "\(decimals(MeanEstimate(cell.judged).map { 100 * $0.mean }, 1)) % at rate \(short(cell.rate))"
    }
    return TestedClaim(
      statement, ifFalse: test.largerPValue, ifTrue: test.smallerPValue,
      evidence: "\(text(mirrored)) against \(text(plain)), difference \(decimals(100 * test.difference, 1)) ± "
        + "\(decimals(100 * test.standardError, 1)), \(mirrored.judged.count) and \(plain.judged.count) runs")
  }
}

/// The accuracies of one initialisation, rate and depth.
private struct AccuracyCell {
  let group: StartGroup
  let depth: Int
  let accuracies: [Double]

  /// Nil where the network has no depth.
  init?(_ group: StartGroup) {
    guard let depth = try? group.trial.architecture.depth() else { return nil }
    self.group = group
    self.depth = depth
    accuracies = group.accuracies
  }

  var initialization: Initialization { group.trial.initialization }
  var rate: Double { group.trial.optimizer.rate }
  /// What all cells share that differ in the rate alone.
  var setting: [String] { [initialization.name, "\(depth)"] }

  /// How many runs choose the rate; none where that leaves fewer than two to judge.
  private var choosing: Int { accuracies.count > 2 ? max(1, accuracies.count / 3) : 0 }
  /// The mean accuracy of the runs that choose the rate.
  var chosenBy: Double { MeanEstimate(Array(accuracies[..<choosing]))?.mean ?? 0 }
  /// The accuracies of the others.
  var judged: [Double] { Array(accuracies[choosing...]) }
}

extension StartGroup {
  /// The test accuracy of each run at the end of its last epoch; a tenth where none ended.
  var accuracies: [Double] { outcomes.map { $0.epochs.last?.testAccuracy ?? 0.1 } }
}
