/// What became of the runs of a store that was merged into another.
public struct MergeCount: Hashable, Codable, Sendable {
  /// Runs that were new.
  public let added: Int
  /// Runs that were there already with the same outcome.
  public let same: Int
  /// Runs that were there already with another outcome, which was kept.
  public let different: Int

  /// Counts of each.
  public init(added: Int, same: Int, different: Int) {
    self.added = added
    self.same = same
    self.different = different
  }
}
