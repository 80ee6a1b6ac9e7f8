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

extension StartCriterion: Probe {
  /// Only the records are read.
  public var readsActivations: Bool { false }

  /// Ends a run at its start, or censored at the last epoch.
  public func end(of run: borrowing Trainer) -> Start? {
    let count = run.records.count
    return start(in: run.records) ?? (count >= epochLimit ? .censored(epoch: count) : nil)
  }

  /// The start of a run with these epochs; nil where none of them reached the accuracy.
  public func start(in records: [EpochRecord]) -> Start? {
    records.first { $0.testAccuracy >= accuracy }.map { .started(epoch: $0.epoch) }
  }
}
