import Lab
import Statistics

/// How often a claim came out held, and how often failed, on data made up so that it is true or not.
public struct ErrorRate: Encodable, Sendable {
  /// The figure.
  public let figure: String
  /// How much of it.
  public let level: Level
  /// The claim.
  public let statement: String
  /// What the data are like.
  public let world: String
  /// What they are to the claim.
  public let truth: Truth
  /// How often they were made up.
  public let repeats: Int
  /// How often the claim held.
  public let held: Int
  /// How often it failed.
  public let failed: Int

  /// How often it was neither.
  public var undecided: Int { repeats - held - failed }

  /// How often the verdict was the wrong one: held where the claim is not true, failed where it is. On a
  /// null the opposite of the claim is not true either, so that what is larger counts.
  public var wrong: Int {
    switch truth {
    case .claim: failed
    case .null: max(held, failed)
    case .nearly, .opposite: held
    }
  }

  /// Whether the verdict was wrong more often than the level of all verdicts allows, by more than chance.
  public var isTooOften: Bool {
    Binomial(trials: repeats, chance: Claim.level).atLeast(wrong) < 1e-3
  }

  /// A rate for each claim of which the data were made.
  static func count(
    _ judged: [[Claim]], _ figure: String, _ level: Level, _ world: String,
    truth: (Claim) -> Truth?
  ) -> [ErrorRate] {
    distinct(judged.joined().map(\.statement)).compactMap { statement in
      let alike = judged.joined().filter { $0.statement == statement }
      return alike.first.flatMap(truth).map { truth in
        ErrorRate(
          figure: figure, level: level, statement: statement, world: world, truth: truth,
          repeats: judged.count, held: alike.count { $0.verdict == .held },
          failed: alike.count { $0.verdict == .failed })
      }
    }
  }
}
