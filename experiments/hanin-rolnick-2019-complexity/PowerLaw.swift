import Figures
import Foundation
import Statistics

/// The exponent of a number that goes as a power of another: the slope of the logarithms.
enum PowerLaw {
  /// A mean's place, and the numbers that it is over, a run each.
  typealias Sample = (x: Double, numbers: [Double])

  /// The claim that an exponent lies about a number.
  ///
  /// - Parameters:
  ///   - margin: By how much it may differ and still be about it.
  ///   - parts: Of what the claim must hold, each part with its name and its samples; of these, in strata, lines of one slope.
  static func claim(
    _ statement: String, about exponent: Double, within margin: Double,
    _ parts: [(name: String, strata: [[Sample]])]
  ) -> TestedClaim {
    let tests = parts.compactMap { part in
      // What lies at one place has no slope.
      let strata = part.strata.filter { Set($0.map(\.x)).count > 1 }
      return MeanSlopeTest(
        strata: strata.map { $0.map { (x: log($0.x), sample: $0.numbers.map { log($0) }) } }
      ).map { (name: part.name, test: $0) }
    }
    guard !tests.isEmpty, tests.count == parts.count else { return .untested(statement, "too few runs") }
    let (low, high) = (exponent - margin, exponent + margin)
    return TestedClaim(
      "\(statement): exponent \(short(exponent)) ± \(short(margin))",
      ifFalse: tests.map { max($0.test.pValue(largerThan: low), $0.test.pValue(smallerThan: high)) }.max(),
      ifTrue: MultipleTests.bonferroni(
        tests.flatMap { [$0.test.pValue(smallerThan: low), $0.test.pValue(largerThan: high)] }
      ).min(),
      evidence: tests.map {
        "\($0.name) \(decimals($0.test.slope, 3)) ± \(decimals($0.test.standardError, 3))"
      }.joined(separator: ", "))
  }
}
