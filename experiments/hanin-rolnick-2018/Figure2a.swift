import Figures
import Foundation
import Lab
import Network
import Statistics

/// Figure 2(a): the length of residual networks of width 5 on a unit input.
enum Figure2a {
  private struct Point {
    let label: String
    let scale: ResidualScale
    let modules: Int
    let scaleSum: Double
    let measured: LengthSummary
    let wide: Double?
    let bound: Double?
  }

  static func report(_ measured: Measured<LengthGroup>) throws -> FigureReport {
    let points = try measured.groups.flatMap { group in
      guard let network = group.trial.architecture.of(ResidualNetwork.self) else {
        preconditionFailure("figure 2 is about residual networks")
      }
      let values = try network.scale.values(modules: network.modules)
      return (measured.experiment.layers ?? [network.modules]).map { count in
        Point(
          label: group.labels[0], scale: network.scale, modules: count,
          scaleSum: values[..<count].reduce(0, +),
          measured: group.outcome.layers[count - 1], wide: group.prediction.wideMeans?[count - 1],
          bound: group.prediction.upperBounds?[count - 1])
      }
    }
    return FigureReport(
      "fig2a", measured, table: columns.table(measured.title, points, notes: notes),
      data: columns.csv(points),
      charts: measured.charts("fig2a"), claims: claims(measured, points), plot: TextPlot(measured))
  }

  private static var columns: [Column<Point>] {
    [
      .words("scale", "scale", \.label), .count("modules", "modules", \.modules),
      .number("Σ η", "scale_sum", decimals: 2, \.scaleSum), .count("nets", "networks", \.measured.count),
      .number("mean ‖N_L‖²", "mean", \.measured.mean),
      .number("± s.e.", "standard_error", \.measured.standardError),
      .number("wide limit", "wide_limit", \.wide), .number("bound", "upper_bound", \.bound),
    ]
  }

  private static let notes = [
    "At width 5 the mean has no closed form: the bound lies above it at every width, the wide limit is exact as",
    "the width grows.",
  ]

  /// What its claims are about.
  static let growth = TestedClaim.Topic("growth")
  static let levelling = TestedClaim.Topic("levelling")
  static let bound = TestedClaim.Topic("bound")

  private static func claims(_ measured: Measured<LengthGroup>, _ points: [Point]) -> [TestedClaim] {
    let layers = measured.experiment.layers ?? []
    let constant = measured.groups.first { $0.residualScale == .constant(1) }
    guard let first = layers.first, let last = layers.last, layers.count > 2, let constant else {
      return [.untested("With η = 1 lengths explode", "too few numbers of modules")]
    }
    let middle = layers[layers.count / 2]
    let shrinking = measured.groups.filter { $0.residualScale != .constant(1) }
    let level = shrinking.map { levelsOff($0, beside: constant, layers[layers.count - 2], last) }
    return [explodes(constant, first, middle, last).about(growth)]
      + level.map { $0.about(levelling) } + [bounded(points).about(bound)]
  }

  /// The rate of the logarithm does not fall: any power of the number of modules would have a rate that
  /// falls below half.
  private static func explodes(_ group: LengthGroup, _ first: Int, _ middle: Int, _ last: Int) -> TestedClaim
  {
    func rate(_ run: LengthTrial.Outcome, _ from: Int, _ to: Int) -> Double {
      (run.layers[to - 1].logMean - run.layers[from - 1].logMean) / Double(to - from)
    }
    let late = group.runs.map { rate($0, middle, last) }
    let excess = zip(group.runs, late).map { $1 - rate($0, first, middle) / 2 }
    return TestedClaim.isPositive(
      "With η = 1 lengths grow exponentially with the number of modules", excess, of: "sets of networks",
      evidence: "mean ln ‖N_L‖² rises by \(decimals(MeanEstimate(late)?.mean, 3)) ± "
        + "\(decimals(MeanEstimate(late)?.standardError, 3)) a module from \(middle) to \(last), held above half of what it does "
        + "from \(first) on; \(late.count) independent sets of networks")
  }

  /// The mean length's rate over the last modules is less than a tenth of that for η = 1.
  private static func levelsOff(
    _ group: LengthGroup, beside constant: LengthGroup, _ from: Int, _ to: Int
  ) -> TestedClaim {
    func rates(_ group: LengthGroup) -> [Double] {
      group.runs.map { log($0.layers[to - 1].mean / $0.layers[from - 1].mean) / Double(to - from) }
    }
    let (own, limits) = (rates(group), rates(constant).map { 0.1 * $0 })
    return TestedClaim.isPositive(
      "With η_l = \(group.labels[0]) the mean length levels off", zip(own, limits).map { $1 - $0 },
      of: "sets of networks",
      evidence:
        "from \(from) to \(to) modules ln mean rises by \(short(MeanEstimate(own)?.mean)) a module, held below "
        + "\(short(MeanEstimate(limits)?.mean)), a tenth of η = 1's; \(own.count) independent sets of networks"
    )
  }

  /// Where the mean of so many networks is near normal, it lies below the bound.
  private static func bounded(_ points: [Point]) -> TestedClaim {
    let statement = "Mean lengths lie below the proven bound"
    let tests = points.compactMap { point -> Double? in
      let (mean, count) = (point.measured.mean, point.measured.count)
      let deviation = point.measured.standardError * Double(count).squareRoot() / mean
      guard let bound = point.bound, deviation > 0,
        Agreement.isNormal(relativeDeviation: deviation, count: count)
      else { return nil }
      return (bound - mean) / point.measured.standardError
    }
    guard let least = tests.min() else { return .untested(statement, "no point tells anything") }
    return TestedClaim(
      statement, ifFalse: StandardNormal.survival(least),
      ifTrue: MultipleTests.bonferroni(tests.map(StandardNormal.cumulative)).min(),
      evidence: "\(tests.count) of \(points.count) points have a mean that is near normal; the nearest lies "
        + "\(decimals(least, 1)) standard errors below")
  }
}

extension LengthGroup {
  /// The residual scale; nil for other networks.
  fileprivate var residualScale: ResidualScale? { trial.architecture.family.residualScale }
}
