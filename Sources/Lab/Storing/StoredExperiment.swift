/// An experiment that a store has runs of, or will have.
public struct StoredExperiment: Sendable {
  /// Its number in the store.
  public let id: Int
  /// The experiment, as it was run.
  public let experiment: Experiment
  /// The command line that ran it first.
  public let command: String
  /// When that was, in UTC (ISO 8601).
  public let begun: String
}
