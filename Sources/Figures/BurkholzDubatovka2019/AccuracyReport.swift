import Lab
import Network
import Statistics

/// Test accuracies at the end of training, by initialisation and depth (paper D).
enum AccuracyReport {
  private static let level = 0.95

  static func report(_ measured: Measured<StartGroup>) -> FigureReport {
    let name = measured.experiment.name
    return FigureReport(
      name, measured, table: table(measured), data: csv(measured),
      charts: charts(measured), claims: claims(measured))
  }

  private static func table(_ measured: Measured<StartGroup>) -> Table {
    var table = Table(
      measured.title,
      columns: measured.headings.map { .words($0) } + [
        .numbers("runs"), .numbers("accuracy"), .numbers("95 % interval"), .numbers("diverged"),
      ])
    for group in measured.groups {
      let mean = MeanEstimate(group.accuracies)
      let interval = mean?.interval(level: level).map {
        "\(decimals(100 * $0.lowerBound, 1)) to \(decimals(100 * $0.upperBound, 1))"
      }
      table.append(
        group.labels + [
          "\(group.outcomes.count)", decimals(mean.map { 100 * $0.mean }, 1), interval ?? "–",
          "\(group.summary.diverged)",
        ])
    }
    table.notes = [
      "Test accuracy in per cent at the end of the last epoch; of a diverged run that of the last epoch that ended, or a "
        + "tenth."
    ]
    return table
  }

  private static func csv(_ measured: Measured<StartGroup>) -> CSV {
    var csv = CSV(measured.headings + ["runs", "mean_accuracy", "low", "high", "diverged"])
    for group in measured.groups {
      let mean = MeanEstimate(group.accuracies)
      let interval = mean?.interval(level: level)
      csv.append(
        group.labels,
        [
          group.outcomes.count, mean?.mean, interval?.lowerBound, interval?.upperBound,
          group.summary.diverged,
        ])
    }
    return csv
  }

  private static func charts(_ measured: Measured<StartGroup>) -> [Chart] {
    measured.chartsOverAxis(yTitle: "test accuracy, %", theory: "guessing") { group, line, x in
      MeanEstimate(group.accuracies).map { mean in
        TheoryChart.Point(
          line: line, x: x, mean: 100 * mean.mean, error: 100 * (mean.standardError ?? 0),
          networks: mean.count,
          expected: 10)
      }
    }
  }

  /// For each mirrored initialisation, whether it is more accurate than He's in the deepest networks.
  private static func claims(_ measured: Measured<StartGroup>) -> [Claim] {
    let depths = measured.groups.compactMap { try? $0.trial.architecture.depth() }
    let deepest = measured.groups.filter { (try? $0.trial.architecture.depth()) == depths.max() }
    let he = PopularInitialization.heNormal.initialization
    let mirrored = distinct(deepest.filter { $0.trial.initialization.isMirrored }.map(\.trial.initialization))
    func accuracies(_ initialization: Initialization) -> [Double] {
      deepest.filter { $0.trial.initialization == initialization }.flatMap(\.accuracies)
    }
    if mirrored.isEmpty {
      return [
        Claim("Mirrored initialisation trains deeper networks", .notEnoughData, evidence: "no mirrored runs")
      ]
    }
    return mirrored.map {
      comparison($0.name, depth: depths.max() ?? 0, accuracies($0), accuracies(he))
    }
  }

  private static func comparison(
    _ name: String, depth: Int, _ mirrored: [Double], _ plain: [Double]
  ) -> Claim {
    let statement = "\(name) trains networks of depth \(depth) to a higher accuracy than he-normal"
    guard let a = MeanEstimate(mirrored), let b = MeanEstimate(plain), let first = a.standardError,
      let second = b.standardError
    else { return Claim(statement, .notEnoughData, evidence: "\(mirrored.count) and \(plain.count) runs") }
    let (difference, error) = (a.mean - b.mean, (first * first + second * second).squareRoot())
    // Welch 1947, with the lesser of both degrees of freedom.
    let half = error * StudentT(degreesOfFreedom: Double(min(a.count, b.count) - 1)).halfWidth(level: 0.99)
    let verdict: Claim.Verdict =
      difference > half ? .held : difference < -half ? .failed : .notEnoughData
    return Claim(
      statement, verdict,
      evidence: "\(decimals(100 * a.mean, 1)) % against \(decimals(100 * b.mean, 1)) %, difference "
        + "\(decimals(100 * difference, 1)) ± \(decimals(100 * half, 1)) (99 %), \(a.count) and \(b.count) runs"
    )
  }
}

extension StartGroup {
  /// The test accuracy of each run at the end of its last epoch; a tenth where none ended.
  var accuracies: [Double] { outcomes.map { $0.epochs.last?.testAccuracy ?? 0.1 } }
}
