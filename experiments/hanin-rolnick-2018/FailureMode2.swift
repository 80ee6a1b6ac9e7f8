import Figures
import Foundation
import Lab
import Network
import Statistics
import Theory

/// Failure mode 2: how much the lengths of one network differ from layer to layer, against Σ 1/n.
enum FailureMode2 {
  /// What theory says of one setting.
  struct Expectation {
    let depth: Int
    let inverseWidths: Double
    /// The mean variance across layers; nil where theory does not know it.
    let mean: Double?
    /// The same to first order in 1/n.
    let firstOrder: Double
    /// The standard deviation of one network's variance across layers, in means; nil where theory does not
    /// know it, as for weights other than He's.
    let deviation: Double?

    init(_ group: LengthGroup) throws {
      guard let network = group.trial.architecture.of(FullyConnected.self) else {
        preconditionFailure("failure mode 2 is measured on fully connected networks")
      }
      let widths = try network.hiddenWidths()
      depth = widths.count
      inverseWidths = InverseWidths.sum(widths)
      mean = group.prediction.layerVariance
      firstOrder = FailureMode2.firstOrder(widths)
      // One layer has no variance across layers.
      let isHe =
        widths.count > 1 && network.activation == .relu
        && group.trial.initialization == PopularInitialization.heNormal.initialization
      deviation = isHe ? LayerVariance.relativeDeviation(widths: widths) : nil
    }
  }

  private struct Point {
    let trial: LengthTrial
    let widths: String
    let theory: Expectation
    let measured: LengthSummary

    /// Theory's standard error, where it knows one: a sample's own is far too small where the mean hangs on a
    /// few giants.
    var standardError: Double {
      theory.mean.flatMap { mean in relativeError.map { mean * $0 } } ?? measured.standardError
    }
    /// Theory's standard error over the mean.
    private var relativeError: Double? { theory.deviation.map { $0 / Double(measured.count).squareRoot() } }
    /// How far measurement and theory lie apart; nil where theory says nothing, or so few networks have a
    /// mean that is far from normal.
    var agreement: Agreement? {
      guard let mean = theory.mean, let deviation = theory.deviation,
        Agreement.isNormal(relativeDeviation: deviation, count: measured.count)
      else { return nil }
      return Agreement(deviation: measured.mean - mean, error: standardError, margin: margin * mean)
    }
    /// ln of the measured mean over its first order, and its variance.
    var excess: (value: Double, variance: Double) {
      let error = relativeError ?? .infinity
      return (log(measured.mean / theory.firstOrder), error * error)
    }
  }

  /// The share of the expected value within which theory is to hold: a factor of 1 + 4/n a layer in place of
  /// 1 + 5/n, which is mirrored weights', would be off by a fifth and more.
  static let margin = 0.1

  static func report(_ measured: Measured<LengthGroup>) throws -> FigureReport {
    let points = try measured.groups.map { group in
      Point(
        trial: group.trial, widths: group.labels[0], theory: try Expectation(group),
        measured: group.outcome.layerVariance)
    }.sorted { $0.theory.inverseWidths < $1.theory.inverseWidths }
    return FigureReport(
      "fm2", measured, table: columns.table(measured.title, points, notes: notes), data: columns.csv(points),
      charts: [chart(points, measured.title)], claims: claims(points))
  }

  /// E[V] / M_0² to first order in 1/n: Σ_j (2j − d − 1) Σ_{k ≤ j} 5/n_k / d², from `LayerVariance.he`.
  private static func firstOrder(_ widths: [Int]) -> Double {
    let depth = Double(widths.count)
    var sum = 0.0
    return widths.enumerated().reduce(0) { total, layer in
      sum += 5 / Double(layer.element)
      return total + (2 * Double(layer.offset) + 1 - depth) * sum
    } / (depth * depth)
  }

  private static func chart(_ points: [Point], _ title: String) -> Chart {
    TheoryChart(
      xTitle: "Σ 1/n", yTitle: "variance across layers / M₀²", lineTitle: "widths", theory: "theory",
      isEven: true
    ).chart(
      "fm2", title,
      points.map { point in
        TheoryChart.Point(
          line: ChartLine(point.widths, of: point.trial), x: .number(point.theory.inverseWidths),
          mean: point.measured.mean,
          error: point.standardError,
          networks: point.measured.count, expected: point.theory.mean)
      })
  }

  private static var columns: [Column<Point>] {
    [
      .words("widths", "widths", \.widths), .count("depth", "depth", \.theory.depth),
      .number("Σ 1/n", "inverse_widths", decimals: 3, \.theory.inverseWidths),
      .count("nets", "networks", \.measured.count), .number("mean variance", "mean", \.measured.mean),
      .number("± s.e.", "standard_error", \.standardError), .number("theory", "theory", \.theory.mean),
      .shown(.numbers("z")) { decimals($0.agreement?.z, 1) },
    ]
  }

  private static let notes = [
    "The variance of M_1 … M_d across layers, over the input's squared length. Its tails are heavy: the standard",
    "error is theory's for He's normal weights, and where so few networks have a mean that is far from normal",
    "there is no z. For other initialisations theory knows no error of the variance: it is the sample's.",
  ]

  /// What its claims are about.
  static let agreement = TestedClaim.Topic("agreement")
  static let rise = TestedClaim.Topic("rise")
  static let bend = TestedClaim.Topic("bend")

  private static func claims(_ points: [Point]) -> [TestedClaim] {
    let estimable = points.filter { $0.agreement != nil }
    return [
      Agreement.claim(
        "The mean variance across layers is theory's", estimable.compactMap(\.agreement),
        within: "\(Int(100 * margin)) % of it", untold: points.count - estimable.count, units: "points"
      ).about(agreement),
      rising(estimable).about(rise), exponential(estimable).about(bend),
    ]
  }

  /// The slope of the mean's logarithm along Σ 1/n, whose errors are known.
  private static func rising(_ points: [Point]) -> TestedClaim {
    let statement = "The variance across layers rises with Σ 1/n"
    guard
      let fit = KnownErrorFit(
        x: points.map(\.theory.inverseWidths), y: points.map { log($0.measured.mean) },
        errors: points.map { $0.excess.variance.squareRoot() })
    else { return .untested(statement, "\(points.count) points") }
    let z = fit.slope / fit.slopeError
    return TestedClaim(
      statement, ifFalse: StandardNormal.survival(z), ifTrue: StandardNormal.cumulative(z),
      evidence:
        "ln of the mean rises by \(decimals(fit.slope, 2)) ± \(decimals(fit.slopeError, 2)) a unit of Σ 1/n, "
        + "\(points.count) points")
  }

  /// Along each arrangement, from a depth to its double and on to the double of that: to first order in 1/n
  /// the variance follows a power of the depth, and so does its quotient by that order wherever it is a
  /// power of Σ 1/n. An exponential's rises more over the second doubling.
  private static func exponential(_ points: [Point]) -> TestedClaim {
    let statement = "The variance across layers grows with Σ 1/n faster than any power of it"
    let bends = distinct(points.map(\.widths)).compactMap { widths -> (value: Double, variance: Double)? in
      let own = points.filter { $0.widths == widths }
      func at(_ depth: Int) -> Point? { own.first { $0.theory.depth == depth } }
      // The deepest tells most.
      return own.reversed().lazy.compactMap { deep -> (value: Double, variance: Double)? in
        guard deep.theory.depth % 4 == 0, let middle = at(deep.theory.depth / 2),
          let shallow = at(deep.theory.depth / 4)
        else {
          return nil
        }
        let (a, b, c) = (shallow.excess, middle.excess, deep.excess)
        return (a.value - 2 * b.value + c.value, a.variance + 4 * b.variance + c.variance)
      }.first
    }
    let error = bends.reduce(0) { $0 + $1.variance }.squareRoot()
    guard error > 0 else { return .untested(statement, "no arrangement with three such depths") }
    let bend = bends.reduce(0) { $0 + $1.value }
    return TestedClaim(
      statement, ifFalse: StandardNormal.survival(bend / error),
      ifTrue: StandardNormal.cumulative(bend / error),
      evidence: "over the second of two doublings its logarithm, less the first order's, rises by "
        + "\(decimals(bend / Double(bends.count), 3)) ± \(decimals(error / Double(bends.count), 3)) more than over the "
        + "first, \(bends.count) arrangements")
  }
}
