import Storage

/// What stores hold at one moment: how far their experiments have come, and the last runs.
public struct WatchStatus: Encodable, Sendable {
  /// Where the stores lie.
  public let stores: [String]
  /// How many runs they hold; one that two stores hold is one.
  public let runs: Int
  /// The experiments that they are for, in the order in which these were noted.
  public let experiments: [SweepStatus]
  /// The last runs, the last first.
  public let lastRuns: [StoredRun]
  /// The time since a run ended or wrote its checkpoint, in seconds; nil where none did.
  public let secondsQuiet: Double?
  /// When this was so, in UTC (ISO 8601).
  public let time: String

  /// Whether there are experiments and all of them are done.
  public var isDone: Bool { !experiments.isEmpty && experiments.allSatisfy(\.isDone) }

  /// A status of which all is known.
  public init(
    stores: [String], runs: Int, experiments: [SweepStatus], lastRuns: [StoredRun], secondsQuiet: Double?,
    time: String
  ) {
    self.stores = stores
    self.runs = runs
    self.experiments = experiments
    self.lastRuns = lastRuns
    self.secondsQuiet = secondsQuiet
    self.time = time
  }
}
