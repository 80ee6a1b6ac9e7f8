import Numbers

/// The number of successes of independent trials that all have one chance.
public struct Binomial: Hashable, Codable, Sendable {
  /// The number of trials.
  public let trials: Int
  /// The chance of each.
  public let chance: Double

  /// The law of so many trials of a chance.
  public init(trials: Int, chance: Double) {
    precondition(trials >= 0 && chance > 0 && chance < 1, "\(trials) trials of chance \(chance)")
    self.trials = trials
    self.chance = chance
  }

  /// P(X ≥ count), exact.
  public func atLeast(_ count: Int) -> Double {
    if count <= 0 { return 1 }
    return count > trials
      ? 0 : IncompleteBeta.regularized(chance, Double(count), Double(trials - count + 1))
  }

  /// P(X ≤ count), exact.
  public func atMost(_ count: Int) -> Double {
    if count < 0 { return 0 }
    return count >= trials
      ? 1 : IncompleteBeta.regularized(1 - chance, Double(trials - count), Double(count + 1))
  }
}
