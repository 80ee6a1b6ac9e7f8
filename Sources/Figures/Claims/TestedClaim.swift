import Statistics

/// A claim with what a test says of it, before all claims of a figure are judged together.
///
/// A test has two p-values, for a claim and its opposite leave room between them: what lies there, such as
/// no difference at all where one is claimed, is neither. Data that speak for neither are not enough,
/// however many.
package struct TestedClaim: Sendable {
  /// The claim in a sentence.
  package let statement: String
  /// The chance, at most, of data that speak so clearly for the claim where it is false.
  package let ifFalse: Double
  /// The chance, at most, of data that speak so clearly against it where it is true.
  package let ifTrue: Double
  /// The figures on which both rest, and how many runs they come from.
  package let evidence: String
  /// What it is about, where somebody picks it out of the figure's claims.
  private(set) var topic: Topic?

  /// What must be known of it beside its verdict; nil where there is nothing.
  private(set) var remark: String?

  /// What one or several claims of a figure are about.
  package struct Topic: Hashable, Sendable {
    private let name: String

    /// A topic, by a name that it shares with no other of its figure.
    package init(_ name: String) {
      self.name = name
    }
  }

  /// A claim with its two p-values, of which one that is nil says nothing.
  package init(_ statement: String, ifFalse: Double?, ifTrue: Double?, evidence: String) {
    self.statement = statement
    // What is not a number says nothing.
    self.ifFalse = ifFalse.flatMap { $0.isNaN ? nil : $0 } ?? 1
    self.ifTrue = ifTrue.flatMap { $0.isNaN ? nil : $0 } ?? 1
    self.evidence = evidence
  }

  /// A claim that the mean of independent numbers is positive: Student's test.
  ///
  /// - Parameter units: What the numbers are of, such as `runs`, where they are too few or all the same.
  package static func isPositive(
    _ statement: String, _ values: [Double], of units: String, evidence: String
  ) -> TestedClaim {
    guard values.allSatisfy(\.isFinite), let mean = MeanEstimate(values), let error = mean.standardError,
      error > 0
    else { return .untested(statement, "\(values.count) \(units)") }
    let law = StudentT(degreesOfFreedom: Double(mean.count - 1))
    return TestedClaim(
      statement, ifFalse: law.survival(mean.mean / error), ifTrue: law.cumulative(mean.mean / error),
      evidence: evidence)
  }

  /// The same claim, about a topic.
  package func about(_ topic: Topic) -> TestedClaim {
    var claim = self
    claim.topic = topic
    return claim
  }

  /// The same claim with what must be known of it beside its verdict.
  package func remarking(_ remark: String?) -> TestedClaim {
    var claim = self
    claim.remark = remark
    return claim
  }

  /// The same test of a claim in other words, which stand before what was tested.
  package func saying(_ words: String?) -> TestedClaim {
    guard let words else { return self }
    return TestedClaim(
      words, ifFalse: ifFalse, ifTrue: ifTrue, evidence: "tested: \(statement); \(evidence)")
  }

  /// The same claim where its direction was open: both p-values count twice.
  package func twoSided(_ isTwoSided: Bool = true) -> TestedClaim {
    guard isTwoSided else { return self }
    return TestedClaim(
      statement, ifFalse: min(1, 2 * ifFalse), ifTrue: min(1, 2 * ifTrue), evidence: "two-sided, \(evidence)")
  }

  /// The claim of the other direction: what speaks for the one speaks against the other.
  package var reversed: TestedClaim {
    TestedClaim(statement, ifFalse: ifTrue, ifTrue: ifFalse, evidence: evidence)
  }

  /// A claim of which too little is known to test it.
  package static func untested(_ statement: String, _ evidence: String) -> TestedClaim {
    TestedClaim(statement, ifFalse: nil, ifTrue: nil, evidence: evidence)
  }
}
