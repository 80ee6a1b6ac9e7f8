/// A claim of a paper and what the data say of it.
public struct Claim: Codable, Sendable {
  /// The claim in a sentence.
  public let statement: String
  /// Whether it held.
  public let verdict: Verdict
  /// The figures on which the verdict rests, and how many runs they come from.
  public let evidence: String

  /// What can be said of a claim.
  public enum Verdict: String, Codable, Sendable {
    /// The data agree with it, by the test that the evidence names.
    case held
    /// The data contradict it.
    case failed
    /// The data do not decide.
    case notEnoughData = "not enough data"
  }

  /// A claim with its verdict.
  public init(_ statement: String, _ verdict: Verdict, evidence: String) {
    self.statement = statement
    self.verdict = verdict
    self.evidence = evidence
  }

  /// Two lines: the verdict with the claim, and the evidence.
  public var text: String {
    "\(verdict.rawValue.uppercased()): \(statement)\n    \(evidence)"
  }
}
