/// When a run counts as having started to learn: a test accuracy, reached by a last epoch.
public struct StartCriterion: Hashable, Codable, Sendable {
  /// The test accuracy to reach, a share of 1 (paper A: 0.2).
  public var accuracy: Double
  /// The last epoch at whose end it counts (paper A: 100).
  public var epochLimit: Int

  /// A criterion; the paper's unless said otherwise.
  public init(accuracy: Double = 0.2, epochLimit: Int = 100) {
    self.accuracy = accuracy
    self.epochLimit = epochLimit
  }
}
