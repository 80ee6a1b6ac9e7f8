/// The mean of the time to the event, where times beyond a limit count as the limit.
///
/// It uses censored runs for what they are known to be, and is a number even where most runs never have the event.
public struct RestrictedMean: Hashable, Codable, Sendable {
  /// The mean.
  public let value: Double
  /// The standard error of the mean; nil where there is one run only.
  public let standardError: Double?
  /// The time beyond which the times are not told apart.
  public let limit: Double
}
