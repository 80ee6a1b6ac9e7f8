import Foundation
import Statistics

/// How far a measured number lies from what theory says, beside the error of the measurement and what would
/// matter.
///
/// That theory is right fails where the number lies off by more than chance allows, however little; it holds
/// where the number is known so well that it lies within the margin. The same measurement, done worse, does
/// neither.
package struct Agreement: Hashable, Sendable {
  /// Measured less expected.
  package let deviation: Double
  /// The standard error of the measurement; the deviation must be near normal.
  package let error: Double
  /// Which deviation would be another theory.
  package let margin: Double

  /// A deviation beside its error and its margin.
  package init(deviation: Double, error: Double, margin: Double) {
    (self.deviation, self.error, self.margin) = (deviation, error, margin)
  }

  /// The deviation in standard errors.
  package var z: Double { deviation == 0 ? 0 : deviation / error }

  /// The chance of so large a deviation where theory is right.
  package var ifTrue: Double { min(1, 2 * StandardNormal.survival(abs(z))) }

  /// The chance, at most, of so small a deviation where theory is off by the margin or more.
  package var ifFalse: Double {
    let room = margin - abs(deviation)
    return room == 0 ? 0.5 : StandardNormal.survival(room / error)
  }

  /// The claim that theory is right in all settings: it is not where one refutes it, and it is where all
  /// show it.
  ///
  /// - Parameters:
  ///   - margin: The margin in words.
  ///   - untold: How many settings more there are of which the measurement tells nothing.
  ///   - units: What is independent of each other, such as `settings`; and how many of them, where settings
  ///   are not.
  package static func claim(
    _ statement: String, _ agreements: [Agreement], within margin: String, untold: Int = 0,
    units: String = "settings"
  ) -> TestedClaim {
    let rest = untold > 0 ? "; \(untold) more tell nothing, by theory's own spread" : ""
    guard let furthest = agreements.max(by: { abs($0.z) < abs($1.z) }) else {
      return .untested(statement, "no \(units) tell anything\(rest)")
    }
    return TestedClaim(
      statement, ifFalse: agreements.map(\.ifFalse).max(),
      ifTrue: MultipleTests.bonferroni(agreements.map(\.ifTrue)).min(),
      evidence:
        "\(agreements.count) \(units), the furthest off by \(decimals(furthest.z, 1)) standard errors; "
        + "held within \(margin)\(rest)")
  }

  /// How far beyond the margin, in standard errors.
  package var excess: Double { (abs(deviation) - margin) / error }

  /// The claim that all lie within their margins, however far from theory there: it fails where one is known to lie beyond.
  ///
  /// - Parameter margin: The margins in words.
  package static func within(_ statement: String, _ all: [Agreement], margin: String) -> TestedClaim {
    guard let furthest = all.max(by: { $0.excess < $1.excess }) else {
      return .untested(statement, "no settings tell anything")
    }
    return TestedClaim(
      statement, ifFalse: all.map(\.ifFalse).max(),
      ifTrue: MultipleTests.bonferroni(all.map { 1 - $0.ifFalse }).min(),
      evidence: "\(all.count) settings, the furthest off by \(decimals(furthest.deviation, 3)) ± "
        + "\(decimals(furthest.error, 3)); held within \(margin)")
  }
}

extension Agreement {
  /// Whether the mean of so many numbers is near normal, by the spread of one: lengths and their like are
  /// products of many factors, so that their logarithm is near normal and their skewness D³ + 3 D, for a
  /// deviation of D means; a mean of N has that over √N, which must be no more than a half.
  package static func isNormal(relativeDeviation: Double, count: Int) -> Bool {
    let skewness = relativeDeviation * relativeDeviation * relativeDeviation + 3 * relativeDeviation
    return skewness <= 0.5 * Double(count).squareRoot()
  }
}

extension [Agreement] {
  /// The most exact one beside what would matter; what was measured plays no part in which it is.
  package var mostTelling: Agreement? { self.max { $0.margin / $0.error < $1.margin / $1.error } }
}
