import Statistics

/// How far a measured mean lies from what theory says, beside a term that it may lie off by and what would matter beyond that.
///
/// That theory and its term are right fails where one mean is known to lie beyond the term; it holds where each is known to lie within the
/// term and the margin.
package struct TermAgreement: Hashable, Sendable {
  /// Measured less expected.
  package let deviation: Double
  /// The standard error of the measurement.
  package let error: Double
  /// What theory leaves out at most.
  package let term: Double
  /// Which deviation beyond the term would be another theory.
  package let margin: Double

  /// A deviation beside its error, the term and the margin.
  package init(deviation: Double, error: Double, term: Double, margin: Double) {
    (self.deviation, self.error, self.term, self.margin) = (deviation, error, term, margin)
  }

  /// The chance of so large a deviation where it is within the term.
  private var ifTrue: Double { min(1, 2 * chance(abs(deviation) - term)) }

  /// The chance, at most, of so small a deviation where it is the term and the margin, or more.
  private var ifFalse: Double { chance(term + margin - abs(deviation)) }

  /// What is known without error is within its bounds or is not.
  private func chance(_ room: Double) -> Double {
    error > 0 ? StandardNormal.survival(room / error) : room > 0 ? 0 : room < 0 ? 1 : 0.5
  }

  /// The claim that all lie within their terms.
  ///
  /// - Parameter margins: The margins in words.
  package static func claim(
    _ statement: String, _ all: [TermAgreement], within margins: String
  ) -> TestedClaim {
    guard !all.isEmpty else { return .untested(statement, "no places with theory") }
    let beyond = all.count { abs($0.deviation) > $0.term + 4 * $0.error }
    let alone = all.count { abs($0.deviation) > 4 * $0.error }
    return TestedClaim(
      statement, ifFalse: all.map(\.ifFalse).max(), ifTrue: MultipleTests.bonferroni(all.map(\.ifTrue)).min(),
      evidence:
        "of \(all.count) means \(beyond) beyond 4 standard errors and the term, \(alone) beyond 4 standard errors alone; held within the "
        + "term and \(margins)")
  }
}
