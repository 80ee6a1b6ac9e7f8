import Figures
import Foundation
import Lab
import Network
import Statistics

/// How alike the gradients at two inputs are, with respect to these, over depth.
enum ShatterReport {
  /// What its claims are about.
  static let product = TestedClaim.Topic("product")
  static let shatter = TestedClaim.Topic("shatter")
  static let slowing = TestedClaim.Topic("slowing")

  /// Which deviation beyond the term would be another theory.
  static let margin = 0.05
  /// Where plain networks are compared with others.
  private static let deep = 8...16
  /// Between which depths the first fall and the later one are taken.
  private static let falls = (first: (from: 1, to: 2), later: (from: 2, to: 8))

  /// The report.
  static func report(_ measured: Measured<PropagationGroup>) -> FigureReport {
    let columns = columns(measured.headings)
    let widest = measured.groups.compactMap(\.width).max()
    return FigureReport(
      measured.experiment.name, measured, table: columns.table(measured.title, measured.groups, notes: notes),
      data: columns.csv(measured.groups),
      charts: measured.with(measured.groups.filter { $0.width == widest }).chartsOverAxis(
        yTitle: "correlation of gradients", theory: "the limit of great width"
      ) { group, line, x in
        group.likeness.map {
          TheoryChart.Point(
            line: line, x: x, mean: $0.mean, error: $0.error, networks: group.trial.networks,
            expected: $0.expected)
        }
      },
      claims: claims(measured) + [shatters(measured.groups), slows(measured.groups)])
  }

  private static let notes = [
    "Measured: the correlation of the gradients at both inputs, with respect to these, its mean over networks. Theory: the limit of great",
    "width. c_0: the correlation of the inputs.",
  ]

  private static func columns(_ headings: [String]) -> [Column<PropagationGroup>] {
    Column.settings(headings, \.points)
      + [
        .count("nets", "networks", \.trial.networks),
        .number("measured", "mean", decimals: 4) { $0.likeness?.mean },
        .number("error", "standard_error", decimals: 4) { $0.likeness?.error },
        .number("theory", "expected_mean", decimals: 4) { $0.likeness?.expected },
      ]
  }

  /// For each network and correlation of inputs, whether theory is right at every place, depth and width.
  private static func claims(_ measured: Measured<PropagationGroup>) -> [TestedClaim] {
    measured.settings(without: ["depth", "width"]).map { setting in
      TermAgreement.claim(
        "At \(setting.name) gradients are as alike as theory says, at every layer, depth and width",
        setting.groups.flatMap { group in
          group.deviations(of: .gradientCorrelation).map {
            TermAgreement(
              deviation: $0.value, error: $0.error, term: group.likenessTerm, margin: margin)
          }
        }, within: "\(margin)"
      ).about(product)
    }
  }

  /// Gradients of plain networks are less alike than those of all others of the same depth and width.
  private static func shatters(_ groups: [PropagationGroup]) -> TestedClaim {
    let statement =
      "At depths \(deep.lowerBound) to \(deep.upperBound) gradients of plain networks are less alike than those of all others"
    let compared = groups.filter { deep.contains($0.depth) }
    let gaps = compared.filter { !$0.isPlain }.compactMap { other -> Double? in
      let labels = other.points.dropFirst().map(\.label)
      guard let one = compared.first(where: { $0.isPlain && $0.points.dropFirst().map(\.label) == labels }),
        let (plain, kept) = one.likeness.flatMap({ plain in other.likeness.map { (plain, $0) } })
      else { return nil }
      return (kept.mean - plain.mean) / hypot(kept.error, plain.error)
    }
    return all(statement, gaps, evidence: "\(gaps.count) comparisons").about(shatter)
  }

  /// The fall of plain networks' from orthogonal inputs on is no exponential one: a layer takes less of it away the deeper it is.
  private static func slows(_ groups: [PropagationGroup]) -> TestedClaim {
    let statement =
      "Of plain networks and orthogonal inputs it falls more slowly a layer from depth \(falls.later.from) to \(falls.later.to) than "
      + "from \(falls.first.from) to \(falls.first.to)"
    let plain = groups.filter { $0.isPlain && $0.isGivenOrthogonal }
    let rates = plain.groups { $0.width }.compactMap { fallRates($0.elements) }
    return all(
      statement, rates.map { ($0.first - $0.later) / $0.error },
      evidence: rates.map { "\(decimals($0.first, 3)) and then \(decimals($0.later, 3)) a layer" }
        .joined(separator: "; ")
    ).about(slowing)
  }

  /// How much ln of the correlation falls a layer, and the error of the difference; nil where it is not known to be above 0.
  private static func fallRates(
    _ groups: [PropagationGroup]
  ) -> (first: Double, later: Double, error: Double)? {
    func likeness(_ depth: Int) -> (log: Double, error: Double)? {
      guard let found = groups.first(where: { $0.depth == depth })?.likeness, found.mean > 0 else {
        return nil
      }
      return (log(found.mean), found.error / found.mean)
    }
    guard let start = likeness(falls.first.from), let middle = likeness(falls.first.to),
      let end = likeness(falls.later.to)
    else { return nil }
    let first = Double(falls.first.to - falls.first.from)
    let later = Double(falls.later.to - falls.later.from)
    let error = hypot(hypot(start.error / first, middle.error * (1 / first + 1 / later)), end.error / later)
    return ((start.log - middle.log) / first, (middle.log - end.log) / later, error)
  }
}

extension ShatterReport {
  /// The claim that differences are above 0, each given in standard errors.
  static func all(_ statement: String, _ differences: [Double], evidence: String) -> TestedClaim {
    guard let least = differences.min() else { return TestedClaim.untested(statement, "no such networks") }
    return TestedClaim(
      statement, ifFalse: StandardNormal.survival(least),
      ifTrue: MultipleTests.bonferroni(differences.map(StandardNormal.cumulative)).min(),
      evidence: "\(evidence); the least difference \(decimals(least, 1)) standard errors")
  }
}

extension PropagationGroup {
  /// The number of rectifiers or of modules, where there is theory of them.
  var depth: Int { theory.count - 1 }

  /// The same of any network.
  var layers: Int { (try? trial.architecture.depth()) ?? 0 }

  /// Whether it is a network of He's without shortcuts.
  var isPlain: Bool { scales.isEmpty && !trial.initialization.isMirrored }

  /// Whether inputs are orthogonal.
  var isGivenOrthogonal: Bool {
    if case .pair(_, _, correlation: 0) = trial.input { true } else { false }
  }

  /// The correlation of the gradients with respect to the inputs.
  var likeness: (mean: Double, error: Double, expected: Double?)? {
    comparison(.gradientCorrelation, at: 0)
  }

  /// By how much it may lie off theory: K × depth / width, stated before it is judged.
  ///
  /// The numbers K were fixed on networks of another seed than those that are judged (`kindling sweep FILE --seeds 101..101`), as the
  /// README tells.
  var likenessTerm: Double {
    let factor =
      switch scales.first {
      case nil: 0.25
      case 1?: 0.2
      case 0.1?: 0.01
      default: 0.025
      }
    return factor * Double(depth) / Double(width ?? 1)
  }
}
