import Storage

/// How far an experiment has come, as stores tell it at one moment.
public struct SweepStatus: Hashable, Codable, Sendable {
  /// The experiment's short name.
  public let name: String
  /// What it shows, in a line.
  public let title: String?
  /// How many different runs it has.
  public let runs: Int
  /// How many of them started to learn.
  public let started: Int
  /// How many of them had not started by their last epoch.
  public let censored: Int
  /// How many of them diverged.
  public let diverged: Int
  /// How many of them measured what they were to measure.
  public let measured: Int
  /// How many of them have begun and have a checkpoint, which runs younger than a second have not; after an interruption
  /// these are the runs that will go on from there.
  public let underWay: Int
  /// The time from the beginning of the first run to now, or to the end of the last where all are done, in seconds;
  /// nil where no run is done.
  public let secondsSinceFirst: Double?
  /// How long the rest takes, in seconds; nil where no run is done, or none is left.
  public let secondsLeft: Double?

  /// How many runs are done.
  public var done: Int { started + censored + diverged + measured }

  /// Whether all of them are.
  public var isDone: Bool { done == runs }

  /// A status of which all is known.
  public init(
    name: String, title: String?, runs: Int, results: [RunResult.Kind: Int], underWay: Int,
    secondsSinceFirst: Double?, secondsLeft: Double?
  ) {
    self.name = name
    self.title = title
    self.runs = runs
    started = results[.started] ?? 0
    censored = results[.censored] ?? 0
    diverged = results[.diverged] ?? 0
    measured = results[.measured] ?? 0
    self.underWay = underWay
    self.secondsSinceFirst = secondsSinceFirst
    self.secondsLeft = secondsLeft
  }
}
