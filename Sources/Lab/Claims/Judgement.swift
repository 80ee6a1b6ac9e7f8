import Forms

/// How an experiment's claims are judged: at which level, and what is done about their number.
public struct Judgement: Hashable, Codable, Sendable {
  /// The chance of a wrong verdict: of any among the claims, where their number is corrected for.
  public let level: Double
  /// What is done about the number of claims.
  public let correction: Correction

  /// What is done about the number of claims.
  public enum Correction: String, CaseIterable, Codable, Sendable {
    /// Holm's step-down procedure.
    case holm
    /// Every p-value times the number of claims.
    case bonferroni
    /// Nothing: the level is that of each claim alone.
    case none
  }

  /// One per cent over all claims, by Holm's procedure.
  public static let standard = Judgement(level: 0.01, correction: .holm)

  /// A way to judge.
  package init(level: Double, correction: Correction) {
    precondition(level > 0 && level < 1, "a level lies between 0 and 1")
    self.level = level
    self.correction = correction
  }

  /// The form in an experiment file.
  static let form = ValueForm.named(
    "judgement",
    .record([
      .init("level", .number(in: 1e-6...0.2), "The chance of a wrong verdict, 0.01 where it is not said."),
      .init(
        "correction", .name(of: Correction.self),
        "What is done about the number of claims, holm where it is not said."),
    ]))

  /// What a value of the form says.
  init(_ value: JSONValue) {
    level = value["level"]?.number ?? Self.standard.level
    correction = value["correction"].flatMap { Correction(rawValue: $0.summary) } ?? Self.standard.correction
  }
}
