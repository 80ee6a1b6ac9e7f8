import Datasets

/// What a store's runs are, what they were computed by and on, and from which bytes: an account of the whole.
public struct StoreAccount: Sendable {
  /// The runs by what they were to find out, on what, and how they ended.
  public let counts: [Count]
  /// Each program, machine and set-up that runs were computed by.
  public let environments: [Environment]
  /// Each state of a data set that runs were given.
  public let datasets: [Data]

  /// How many runs ended in one way.
  public struct Count: Hashable, Sendable {
    /// The sort of trial.
    public let kind: String
    /// The data set, if any.
    public let dataset: String?
    /// How they ended.
    public let result: RunResult.Kind
    /// How many they are.
    public let runs: Int
  }

  /// What runs were computed by and on.
  public struct Environment: Hashable, Sendable {
    /// Program, linear algebra, machine.
    public let provenance: Provenance
    /// How many runs were.
    public let runs: Int
    /// How long they took, one after another.
    public let seconds: Double
    /// When the first and the last of them ended, in UTC (ISO 8601).
    public let finished: ClosedRange<String>
  }

  /// A data set as it was read.
  public struct Data: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// Its files; empty for a synthetic set.
    public let files: [SourceFile]
    /// How many runs were given it.
    public let runs: Int
  }

  /// How many runs the store holds.
  public var runs: Int { environments.reduce(0) { $0 + $1.runs } }

  /// How long all runs took, one after another.
  public var seconds: Double { environments.reduce(0) { $0 + $1.seconds } }
}
