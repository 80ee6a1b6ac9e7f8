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
  ///   - name: What the slope is of, in a few words.
  ///   - strata: Samples of which lines have one slope; those at one place alone tell nothing.
  static func claim(
    _ statement: String, about exponent: Double, within margin: Double, of name: String,
    _ strata: [[Sample]]
  ) -> TestedClaim {
    let lines = strata.filter { Set($0.map(\.x)).count > 1 }.map { samples in
      samples.map { (x: log($0.x), sample: $0.numbers.map { log($0) }) }
    }
    let words = "\(statement): exponent \(short(exponent)) ± \(short(margin))"
    guard let test = MeanSlopeTest(strata: lines) else { return .untested(words, "too few runs") }
    let (low, high) = (exponent - margin, exponent + margin)
    return TestedClaim(
      words, ifFalse: max(test.pValue(largerThan: low), test.pValue(smallerThan: high)),
      ifTrue: MultipleTests.bonferroni([test.pValue(smallerThan: low), test.pValue(largerThan: high)]).min(),
      evidence: "slope of \(name) \(decimals(test.slope, 3)) ± \(decimals(test.standardError, 3))")
  }
}
