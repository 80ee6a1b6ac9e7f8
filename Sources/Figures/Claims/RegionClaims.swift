import Foundation
import Statistics

/// The checks behind claims about numbers of activation regions: Student's tests over runs, in
/// which all planes or lines of a run count once.
package enum RegionClaims {
  /// By which factor a number may differ from another of its order.
  private static let order = 3.0

  /// The number never leaves the order of N²/2 (of N on lines): a factor of 3 either way, at every setting
  /// and moment.
  package static func order(
    _ groups: [RegionGroup],
    _ statement: String =
      "The number of regions stays within a factor of 3 of that of units in general position"
  ) -> TestedClaim {
    let ratios = groups.flatMap { group in
      group.moments.compactMap { Ratio($0.regions, over: group.expected) }
    }
    return within(log(order), ratios, statement)
  }

  /// The mean number at a setting and moment over the one expected, and how well it is known.
  package struct Ratio {
    let value: Double
    let error: Double
    let runs: Int

    /// A ratio; nil where there are no runs, or no regions.
    package init?(_ regions: [Double], over expected: Double) {
      guard let mean = MeanEstimate(regions), mean.mean > 0 else { return nil }
      value = mean.mean / expected
      // Of one layer every plane has the same number: known to the last region.
      error = mean.standardError.map { max($0 / expected, 1e-9) } ?? .infinity
      runs = mean.count
    }

    /// The chance of lying so far inside a bound, or outside of it, where the mean is on it.
    func chance(of distance: Double) -> Double {
      runs > 1 ? StudentT(degreesOfFreedom: Double(runs - 1)).survival(distance / error) : 1
    }
  }

  /// All ratios lie between 1 / e^margin and e^margin.
  package static func within(_ margin: Double, _ ratios: [Ratio], _ statement: String) -> TestedClaim {
    let (low, high) = (exp(-margin), exp(margin))
    guard let least = ratios.map(\.value).min(), let most = ratios.map(\.value).max() else {
      return .untested(statement, "no runs")
    }
    return TestedClaim(
      statement,
      ifFalse: ratios.map { max($0.chance(of: $0.value - low), $0.chance(of: high - $0.value)) }.max(),
      ifTrue: MultipleTests.bonferroni(
        ratios.map { min($0.chance(of: low - $0.value), $0.chance(of: $0.value - high)) }
      ).min(),
      evidence:
        "means over \(ratios.count) settings and moments: \(decimals(least, 2)) to \(decimals(most, 2)) times, "
        + "\(ratios.map(\.runs).min() ?? 0) runs each and more")
  }

  /// By what share the number changes from one moment to a later one, or to the last: the mean over runs.
  package static func change(
    _ statement: String, _ groups: [RegionGroup], from start: Double, to end: Double, isRise: Bool
  ) -> TestedClaim {
    let changes = groups.flatMap(\.outcomes).compactMap { outcome -> Double? in
      guard let first = outcome.moments.first(where: { $0.epoch == start }),
        let last = outcome.moments.last(where: { $0.epoch <= end }), last.epoch > start
      else { return nil }
      let (before, after) = (first.regions.reduce(0, +), last.regions.reduce(0, +))
      return before > 0 ? Double(after) / Double(before) - 1 : nil
    }
    let mean = MeanEstimate(changes)
    return .isPositive(
      statement, isRise ? changes : changes.map { -$0 }, of: "runs",
      evidence: "mean change over \(changes.count) runs \(decimals(mean.map { 100 * $0.mean }, 1)) ± "
        + "\(decimals(mean?.standardError.map { 100 * $0 }, 1)) %")
  }
}
