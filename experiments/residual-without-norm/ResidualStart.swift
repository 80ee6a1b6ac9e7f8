import Figures
import Lab
import Randomness
import Statistics
import Training

/// When residual networks with batch normalisation and without start, and how far they come: every run goes on to the last epoch,
/// so that the start is read off its epochs.
enum ResidualStart {
  /// What counts as a start, twice a guess.
  static let accuracy = 0.2
  /// By how much a test accuracy may be below that of batch normalisation and still come up to it.
  static let closeness = 0.1

  /// Claims about starts and about He's networks.
  static let startTopic = TestedClaim.Topic("start")
  /// Claims about batch normalisation's accuracy.
  static let closeTopic = TestedClaim.Topic("close")

  static func report(_ measured: Measured<StartGroup>) -> FigureReport {
    let name = measured.experiment.name
    let started = measured.with(measured.groups.map(\.readingStarts))
    let title = "\(measured.title): epochs to \(decimals(100 * accuracy, 0)) %"
    // What had started may have diverged later, which the runs as they were say.
    let originals = Dictionary(uniqueKeysWithValues: measured.groups.map { ($0.labels, $0) })
    let table = StartTable(
      measured.headings, started.groups, with: columns { originals[$0.labels] ?? $0 })
    return FigureReport(
      name, measured,
      tables: [.init(file: name, table: table.table(title), data: table.csv)],
      charts: started.charts(name) + [accuracyChart(measured)].compactMap(\.self), claims: claims(measured))
  }

  private static func columns(_ original: @escaping (StartGroup) -> StartGroup) -> [Column<StartGroup>] {
    [
      .number("accuracy", "mean_accuracy") {
        original($0).finalAccuracy?.mean
      } text: {
        decimals(original($0).finalAccuracy.map { 100 * $0.mean }, 1) + " %"
      },
      .kept("accuracy_error") { original($0).finalAccuracy?.standardError },
      // Of few runs the interval may reach beyond what a share can be.
      .kept("low") { original($0).finalAccuracy?.interval().map { max(0, $0.lowerBound) } },
      .kept("high") { original($0).finalAccuracy?.interval().map { min(1, $0.upperBound) } },
      .count("diverged at last", "diverged_at_last") { original($0).divergedAtLast },
    ]
  }

  /// Test accuracy at the end of the last epoch over the number of layers.
  private static func accuracyChart(_ measured: Measured<StartGroup>) -> Chart? {
    guard let place = measured.headings.firstIndex(of: ResidualMethods.layers) else { return nil }
    let (file, title) = (
      "\(measured.experiment.name)-accuracy", "\(measured.title): test accuracy at the end"
    )
    let axes = measured.axes(x: ResidualMethods.layers)
    let points = measured.groups.compactMap { group -> TheoryChart.Point? in
      group.finalAccuracy.map { mean in
        TheoryChart.Point(
          line: measured.line(group, axes), x: measured.place(group, on: place), mean: 100 * mean.mean,
          error: 100 * (mean.standardError ?? 0), networks: mean.count, expected: 10)
      }
    }
    return measured.drawn(file, title, axes) {
      TheoryChart(
        xTitle: ResidualMethods.layers, yTitle: "test accuracy, %", lineTitle: axes.title, theory: "guessing",
        isLogarithmic: false
      ).chart(file, title, points)
    }
  }

  private static func claims(_ measured: Measured<StartGroup>) -> [TestedClaim] {
    let started = measured.with(measured.groups.map(\.readingStarts))
    let starters =
      [ResidualMethods.batchNorm] + ResidualMethods.unnormalized.filter { $0 != ResidualMethods.he }
    return starters.map { starts($0, started) } + [fails(started)]
      + ResidualMethods.silent.map { isAhead($0, measured) }
      + ResidualMethods.silent.map { comesUp($0, measured) }
  }

  /// More than half of a method's runs start, all depths together: at one depth there are too few to say.
  private static func starts(_ method: String, _ measured: Measured<StartGroup>) -> TestedClaim {
    let settings = measured.settings(of: method)
    return StartClaims.mostStart(
      "\(method): more than half of the networks start, all depths together",
      strata: [settings.map(\.group)].filter { !$0.isEmpty }
    ).about(startTopic)
  }

  /// Fewer than half of He's networks start, those of the least depth left out.
  private static func fails(_ measured: Measured<StartGroup>) -> TestedClaim {
    let settings = measured.settings(of: ResidualMethods.he)
    let least = settings.first.map { Int($0.layers) }
    let deeper = settings.dropFirst().map(\.group)
    return StartClaims.mostStart(
      "He: of the networks deeper than \(least.map { "\($0) layers" } ?? "the shallowest") fewer than half start",
      strata: deeper.isEmpty ? [] : [deeper], isMost: false
    ).about(startTopic)
  }

  /// A method is more accurate than He's beyond the least depth.
  private static func isAhead(_ method: String, _ measured: Measured<StartGroup>) -> TestedClaim {
    let pairs = measured.pairs(method, ResidualMethods.he)
    return difference(
      "\(method) is more accurate at the end than He's where networks are deeper than the shallowest",
      Array(pairs.dropFirst()), beyond: 0
    ).about(startTopic)
  }

  /// A method is not less accurate than batch normalisation by the margin.
  private static func comesUp(_ method: String, _ measured: Measured<StartGroup>) -> TestedClaim {
    difference(
      "\(method) comes up to batch norm's accuracy at the end but for \(decimals(100 * closeness, 0)) points",
      measured.pairs(method, ResidualMethods.batchNorm), beyond: -closeness
    ).about(closeTopic)
  }

  /// The first mean accuracies are larger than the second by more than an amount, at equal depth.
  private static func difference(
    _ statement: String, _ pairs: [(layers: Double, first: StartGroup, second: StartGroup)],
    beyond amount: Double
  ) -> TestedClaim {
    let strata = pairs.map { (first: $0.first.finalAccuracies, second: $0.second.finalAccuracies) }
    let runs = strata.reduce(0) { $0 + $1.first.count + $1.second.count }
    guard
      let test = MeanDifferenceTest(strata: strata, beyond: amount, from: RandomKey(seed: 1)[statement])
    else { return .untested(statement, "\(runs) runs") }
    return TestedClaim(
      statement, ifFalse: test.largerPValue, ifTrue: test.smallerPValue,
      evidence: "means differ by \(decimals(100 * test.difference, 1)) ± "
        + "\(decimals(100 * test.standardError, 1)) points, \(runs) runs at \(strata.count) depths")
  }
}

extension StartGroup {
  /// The same runs, of which those started that came to the accuracy by the end of an epoch.
  fileprivate var readingStarts: StartGroup {
    let criterion = StartCriterion(accuracy: ResidualStart.accuracy)
    return with(
      outcomes.map { outcome in
        StartTrial.Outcome(
          start: criterion.start(in: outcome.epochs) ?? outcome.start, epochs: outcome.epochs)
      })
  }

  /// The test accuracy of each run at its last epoch; a guess's where the run diverged.
  fileprivate var finalAccuracies: [Double] {
    outcomes.map { outcome in
      if case .diverged = outcome.start { return 1 / Double(trial.data.classes) }
      return outcome.epochs.last?.testAccuracy ?? 1 / Double(trial.data.classes)
    }
  }

  fileprivate var finalAccuracy: MeanEstimate? { MeanEstimate(finalAccuracies) }

  /// How many runs diverged, those too that had started.
  fileprivate var divergedAtLast: Int {
    outcomes.count { if case .diverged = $0.start { true } else { false } }
  }
}
