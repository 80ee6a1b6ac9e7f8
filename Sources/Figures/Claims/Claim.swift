import Lab
import Statistics

/// A claim of a paper and what the data say of it.
public struct Claim: Codable, Sendable {
  /// The claim in a sentence.
  public let statement: String
  /// Whether it held.
  public let verdict: Verdict
  /// The figures on which the verdict rests, and how many runs they come from.
  public let evidence: String
  /// The chance, at most, of data that speak so clearly for some claim of the figure where that is false.
  public let ifFalse: Double
  /// The chance, at most, of data that speak so clearly against some claim of the figure where that is true.
  public let ifTrue: Double

  /// What must be known of it beside its verdict, such as that it was stated after the first runs; nil where there is
  /// nothing.
  public let remark: String?

  /// What it is about, where somebody picks it out of the figure's claims; it is not written.
  private(set) var topic: TestedClaim.Topic?

  private enum CodingKeys: String, CodingKey {
    case statement, verdict, evidence, ifFalse, ifTrue, remark
  }

  /// What can be said of a claim.
  public enum Verdict: String, CaseIterable, Codable, Sendable {
    /// The data would be too unlikely if it were false.
    case held
    /// The data would be too unlikely if it were true.
    case failed
    /// The data do not decide.
    case notEnoughData = "not enough data"
  }

  /// How unlikely is too unlikely, over all claims of a figure: the chance of any wrong *held*, and that of
  /// any wrong *failed*. An experiment may state another.
  public static let level = Judgement.standard.level

  /// Judges all claims of a figure together, by Holm's procedure for the p-values of either kind unless the experiment says
  /// otherwise.
  package static func judged(_ claims: [TestedClaim], by judgement: Judgement = .standard) -> [Claim] {
    let ifFalse = judgement.correction.adjusted(claims.map(\.ifFalse))
    let ifTrue = judgement.correction.adjusted(claims.map(\.ifTrue))
    return claims.indices.map {
      Claim(claims[$0], ifFalse: ifFalse[$0], ifTrue: ifTrue[$0], level: judgement.level)
    }
  }

  private init(_ claim: TestedClaim, ifFalse: Double, ifTrue: Double, level: Double) {
    statement = claim.statement
    evidence = claim.evidence
    topic = claim.topic
    remark = claim.remark
    self.ifFalse = ifFalse
    self.ifTrue = ifTrue
    verdict = ifTrue < level ? .failed : ifFalse < level ? .held : .notEnoughData
  }

  /// Two lines: the verdict with the claim, and the evidence.
  public var text: String { "\(verdict.rawValue.uppercased()): \(statement)\n    \(grounds)" }

  /// The evidence with its p-values, and the remark.
  public var grounds: String {
    let remark = remark.map { "; \($0)" } ?? ""
    if ifFalse == 1 && ifTrue == 1 { return evidence + remark }
    return evidence + "; p \(Self.text(ifFalse)) if false, \(Self.text(ifTrue)) if true" + remark
  }

  private static func text(_ pValue: Double) -> String {
    pValue < 1e-99 ? "< 1e-99" : short(pValue, digits: 2)
  }
}

extension [Claim] {
  /// How many have a verdict.
  package func count(of verdict: Claim.Verdict) -> Int { count { $0.verdict == verdict } }
}

extension Judgement.Correction {
  /// P-values that count for all claims together.
  fileprivate func adjusted(_ pValues: [Double]) -> [Double] {
    switch self {
    case .holm: MultipleTests.holm(pValues)
    case .bonferroni: MultipleTests.bonferroni(pValues)
    case .none: pValues
    }
  }
}
