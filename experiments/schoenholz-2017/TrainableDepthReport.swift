import Datasets
import Figures
import Foundation
import Lab
import Statistics

/// How deep networks could be trained, over σ_w², beside multiples of ξ_c.
enum TrainableDepthReport {
  /// What its claims are about.
  static let power = TestedClaim.Topic("power")
  static let phases = TestedClaim.Topic("phases")
  static let steps = TestedClaim.Topic("steps")

  /// By how much an exponent may differ from 1, and by which factor m of one phase from that of the other.
  static let (margin, factor) = (0.25, 1.25)

  static func report(_ measured: Measured<StartGroup>) -> FigureReport {
    let last = measured.groups.first?.trial.criterion.epochLimit ?? 1
    let epochs = last > 1 ? [1, last] : [1]
    let found = epochs.map { epoch in
      (epoch: epoch, all: boundaries(measured.groups, epoch: epoch))
    }
    let rows = found.flatMap { epoch, all in all.map { Row(epoch: epoch, boundary: $0) } }
    let name = measured.experiment.name
    return FigureReport(
      name, measured, table: columns.table(measured.title, rows, notes: notes), data: columns.csv(rows),
      charts: found.map { chart(measured, $0.epoch, $0.all) },
      claims: found.flatMap { epoch, all in
        let telling = all.filter(\.isTelling)
        let words = "After \(steps(measured.groups, epoch))"
        return [multiple(words, telling), same(words, telling)]
      } + more(found.map { $0.all.filter(\.isTelling) }))
  }

  private struct Row {
    let epoch: Int
    let boundary: TrainableDepth
  }

  private static let notes = [
    "Depth: where the accuracy crosses a half, the geometric mean over runs; of a run that crosses it nowhere the end of the depths.",
    "Told: whether 3 ξ_c to 8 ξ_c lie among the depths, so that σ_w² tells of the multiple.",
  ]

  private static var columns: [Column<Row>] {
    [
      .count("epoch", "epoch", \.epoch), .number("σ_w²", "weights", \.boundary.weights),
      .words("phase", "phase") { $0.boundary.field.phase?.rawValue ?? "–" },
      .number("ξ_c", "scale", \.boundary.scale),
      .number("depth", "depth", decimals: 1) { $0.boundary.scale * exp($0.boundary.logMultiple) },
      .number("over ξ_c", "multiple", decimals: 2) { exp($0.boundary.logMultiple) },
      .count("runs", "runs", \.boundary.depths.count), .count("nowhere", "censored", \.boundary.censored),
      .words("told", "told") { $0.boundary.isTelling ? "yes" : "" },
    ]
  }

  private static func boundaries(_ groups: [StartGroup], epoch: Int) -> [TrainableDepth] {
    groups.groups { $0.trial.initialization.weights.gain }
      .compactMap { TrainableDepth($0.elements, epoch: epoch) }
  }

  /// How many steps so many epochs take, by the published number of images; the epoch where none is published.
  private static func steps(_ groups: [StartGroup], _ epoch: Int) -> String {
    guard let trial = groups.first?.trial, let images = trial.data.publishedCounts?.train else {
      return "epoch \(epoch)"
    }
    let steps = epoch * Batches.count(of: images, size: trial.batchSize)
    return "\(steps.formatted(.number.locale(.init(identifier: "en")))) steps"
  }

  /// The boundary is a multiple of ξ_c: its exponent is 1.
  private static func multiple(_ words: String, _ telling: [TrainableDepth]) -> TestedClaim {
    let statement = "\(words) the boundary lies along a multiple of ξ_c: exponent 1 ± \(margin)"
    let points = telling.map { (x: log($0.scale), y: $0.logMultiple + log($0.scale)) }
    guard let fit = LineFit(points), let multiple = MeanEstimate(telling.map(\.logMultiple)),
      let interval = multiple.interval()
    else { return TestedClaim.untested(statement, "\(telling.count) of σ_w² tell anything").about(power) }
    let slopes = fit.slopeInterval()
    let censored = telling.reduce(0) { $0 + $1.censored }
    return TestedClaim(
      statement,
      ifFalse: max(fit.pValue(largerThan: 1 - margin), fit.pValue(smallerThan: 1 + margin)),
      ifTrue: 2 * min(fit.pValue(largerThan: 1 + margin), fit.pValue(smallerThan: 1 - margin), 0.5),
      evidence:
        "exponent \(decimals(fit.slope, 2)), 95 % interval \(decimals(slopes.lowerBound, 2)) to "
        + "\(decimals(slopes.upperBound, 2)), over \(telling.count) of σ_w²; m = \(decimals(exp(multiple.mean), 2)), 95 % interval "
        + "\(decimals(exp(interval.lowerBound), 2)) to \(decimals(exp(interval.upperBound), 2)); "
        + "\(censored) runs cross nowhere"
    ).about(power)
  }

  /// The multiple is the same in both phases.
  private static func same(_ words: String, _ telling: [TrainableDepth]) -> TestedClaim {
    let statement = "\(words) m is the same in both phases, within a factor of \(factor)"
    func logs(_ isChaotic: Bool) -> [Double] {
      telling.filter { ($0.field.phase == .chaotic) == isChaotic }.map(\.logMultiple)
    }
    let (ordered, chaotic) = (logs(false), logs(true))
    guard let over = MeanDifferenceTest(ordered, chaotic, beyond: log(factor)),
      let under = MeanDifferenceTest(ordered, chaotic, beyond: -log(factor))
    else { return TestedClaim.untested(statement, "fewer than two of σ_w² in a phase").about(phases) }
    func mean(_ logs: [Double]) -> String { decimals(exp(logs.reduce(0, +) / Double(logs.count)), 2) }
    return TestedClaim(
      statement, ifFalse: max(over.smallerPValue, under.largerPValue),
      ifTrue: 2 * min(over.largerPValue, under.smallerPValue, 0.5),
      evidence: "m = \(mean(ordered)) in the ordered phase, \(mean(chaotic)) in the chaotic one"
    ).about(phases)
  }

  /// With more steps networks can be trained deeper.
  private static func more(_ telling: [[TrainableDepth]]) -> [TestedClaim] {
    guard telling.count > 1 else { return [] }
    let ratios = telling[0].compactMap { one in
      telling[1].first { $0.weights == one.weights }.map { $0.logMultiple - one.logMultiple }
    }
    let mean = ratios.isEmpty ? 0 : ratios.reduce(0, +) / Double(ratios.count)
    return [
      TestedClaim.isPositive(
        "With more steps m is larger", ratios, of: "of σ_w²",
        evidence: "\(decimals(exp(mean), 2)) times as large, the mean over \(ratios.count) of σ_w²"
      ).about(steps)
    ]
  }

  private static func chart(
    _ measured: Measured<StartGroup>, _ epoch: Int, _ boundaries: [TrainableDepth]
  ) -> Chart {
    let places = (
      x: measured.headings.firstIndex(of: "σ_w²") ?? 0, y: measured.headings.firstIndex(of: "depth") ?? 1
    )
    let cells = measured.groups.map { group in
      let accuracies = group.outcomes.map { $0.accuracy(after: epoch) }
      let mean = accuracies.reduce(0, +) / Double(max(1, accuracies.count))
      return CurveMap.Cell(x: group.points[places.x], y: group.points[places.y], value: max(0.01, mean) * 100)
    }
    let file = "\(measured.experiment.name)-\(epoch)"
    return CurveMap(
      xTitle: "σ_w²", yTitle: "depth", valueTitle: "test accuracy, %", cells: cells
    ).chart(
      file, "\(measured.title), after \(steps(measured.groups, epoch))",
      subtitle: "colours: mean test accuracy; line: 6 ξ_c; points: where accuracy crosses a half",
      curve: ("6 ξ_c", curve(measured.groups)),
      points: boundaries.filter { $0.censored == 0 }.map { ($0.weights, $0.scale * exp($0.logMultiple)) })
  }

  /// 6 ξ_c from the least to the greatest σ_w², closer than networks were trained.
  private static func curve(_ groups: [StartGroup]) -> [CurveMap.Place] {
    let weights = groups.map(\.trial.initialization.weights.gain)
    guard let least = weights.min(), let most = weights.max(), let trial = groups.first?.trial else {
      return []
    }
    let count = 60
    return (0...count).compactMap { number in
      let place = least + (most - least) * Double(number) / Double(count)
      return trial.field(weights: place)?.correlationDepth.map { (place, 6 * min($0, 1e6)) }
    }
  }
}
