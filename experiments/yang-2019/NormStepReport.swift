import Figures
import Foundation
import Lab
import Statistics
import Theory
import Training

/// How weights' gradients grow from layer to layer towards the input, at the beginning and over the first steps.
enum NormStepReport {
  /// What its claims are about.
  static let beginning = TestedClaim.Topic("beginning")
  static let flattening = TestedClaim.Topic("flattening")
  static let stillness = TestedClaim.Topic("stillness")

  /// By how much the logarithm of squared gradients may grow a layer otherwise and still be the same; one step at a large rate must change it by
  /// more.
  static let margin = 0.05
  /// Rates from which one step changes gradients, and up to which it does not.
  private static let (large, small) = (0.1, 0.001)

  /// Some of the layers.
  enum Part: String, CaseIterable {
    case all, lower, upper

    /// The first and the last hidden layer of the part, counted from 1, of so many. The first of all, which sees the input, and the last,
    /// whose gradients are of other directions, are left out.
    func layers(of depth: Int) -> (first: Int, last: Int) {
      let middle = (depth + 1) / 2
      return switch self {
      case .all: (2, depth - 1)
      case .lower: (2, middle)
      case .upper: (middle, depth - 1)
      }
    }
  }

  private struct Row {
    let group: SignalGroup
    let step: Int

    func growth(_ part: Part) -> MeanEstimate? {
      MeanEstimate(group.outcomes.compactMap { $0.growth(part, after: step) })
    }
  }

  /// The report.
  static func report(_ measured: Measured<SignalGroup>) -> FigureReport {
    let rows = measured.groups.flatMap { group in group.trial.steps.map { Row(group: group, step: $0) } }
    let columns = columns(measured.headings)
    return FigureReport(
      measured.experiment.name, measured, table: columns.table(measured.title, rows, notes: notes),
      data: columns.csv(rows), charts: [chart(measured, rows)], claims: claims(measured.groups))
  }

  private static let notes = [
    "Of ln ‖gradient of a layer's weights‖², by how much it grows a layer towards the input: over all hidden layers, over the lower half of",
    "them, which is next to the input, and over the upper one; means over runs. Theory is that of great width, at the beginning.",
  ]

  private static func columns(_ headings: [String]) -> [Column<Row>] {
    Column.settings(headings, \.group.points)
      + [
        .count("step", "step", \.step),
        .count("runs", "runs") { $0.growth(.all)?.count ?? 0 },
      ]
      + Part.allCases.flatMap { part -> [Column<Row>] in
        [
          .number(part.rawValue, part.rawValue, decimals: 3) { $0.growth(part)?.mean },
          .kept("\(part.rawValue)_error") { $0.growth(part)?.standardError },
        ]
      } + [.number("theory", "theory", decimals: 3) { $0.group.expectedGrowth }]
  }

  /// The growth over the lower half of the layers, step by step.
  private static func chart(_ measured: Measured<SignalGroup>, _ rows: [Row]) -> Chart {
    let (axes, file) = (measured.axes(x: nil), measured.experiment.name)
    let points = rows.compactMap { row -> TheoryChart.Point? in
      guard let mean = row.growth(.lower) else { return nil }
      return TheoryChart.Point(
        line: measured.line(row.group, axes), x: .number(Double(row.step)), mean: mean.mean,
        error: mean.standardError ?? 0, networks: mean.count, expected: row.group.expectedGrowth)
    }
    return measured.drawn(file, measured.title, axes) {
      TheoryChart(
        xTitle: "step", yTitle: "growth of ln gradient² a layer, lower half", lineTitle: axes.title,
        theory: "theory at the beginning", isLogarithmic: false, isEven: true
      ).chart(file, measured.title, points)
    }
  }

  private static func claims(_ groups: [SignalGroup]) -> [TestedClaim] {
    let still = groups.filter { $0.trial.optimizer.rate <= small }.flatMap { group in
      [Part.lower, .upper].compactMap { agreement(group.changes($0), with: 0) }
    }
    return [
      Agreement.within(
        "At the beginning squared gradients grow a layer as theory says",
        groups.compactMap { group in
          agreement(group.outcomes.compactMap { $0.growth(.all, after: 0) }, with: group.expectedGrowth)
        }, margin: "\(margin) of the logarithm"
      ).about(beginning)
    ] + groups.filter { $0.trial.optimizer.rate >= large }.map(flattens) + [
      Agreement.within(
        "One step at a rate of \(small) changes it in neither half of the layers", still,
        margin: "\(margin) of the logarithm"
      ).about(stillness)
    ]
  }

  /// One step at a large rate makes gradients grow less over the lower half of the layers.
  private static func flattens(_ group: SignalGroup) -> TestedClaim {
    let falls = group.changes(.lower).map { -$0 }
    return TestedClaim.isPositive(
      "One step at a rate of \(group.trial.optimizer.rate) with batches of \(group.trial.batchSize) makes them grow less over the lower "
        + "half, by more than \(margin) of the logarithm",
      falls.map { $0 - margin }, of: "runs",
      evidence: MeanEstimate(falls).map {
        "less by \(decimals($0.mean, 3)) ± \(decimals($0.standardError, 3)), \($0.count) runs"
      } ?? ""
    ).about(flattening)
  }

  /// How the mean of numbers of runs lies to another; nil for one run.
  private static func agreement(_ numbers: [Double], with expected: Double) -> Agreement? {
    guard let mean = MeanEstimate(numbers), let error = mean.standardError else { return nil }
    return Agreement(deviation: mean.mean - expected, error: error, margin: margin)
  }
}

extension SignalGroup {
  /// What theory expects of ln gradient² a layer.
  var expectedGrowth: Double { log(BatchNormField(.relu, batch: trial.batchSize).gradientGrowth) }

  /// By how much one step changes the growth over a part of the layers, run by run.
  fileprivate func changes(_ part: NormStepReport.Part) -> [Double] {
    outcomes.compactMap { outcome in
      guard let before = outcome.growth(part, after: 0), let after = outcome.growth(part, after: 1) else {
        return nil
      }
      return after - before
    }
  }
}

extension SignalTrial.Outcome {
  /// By how much ln ‖gradient of a layer's weights‖² grows a layer towards the input, over a part of the hidden layers; nil where the run did not
  /// come so far, or a gradient is zero.
  fileprivate func growth(_ part: NormStepReport.Part, after step: Int) -> Double? {
    // Behind the hidden layers is the output layer.
    let (first, last) = part.layers(of: layers.count - 1)
    guard first < last, let moment = moments.first(where: { $0.step == step }),
      let low = moment.layers[first - 1][.gradient], let high = moment.layers[last - 1][.gradient], low > 0,
      high > 0
    else { return nil }
    return 2 * log(low / high) / Double(last - first)
  }
}
