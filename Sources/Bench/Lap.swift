/// What a worker took for its share of a round.
struct Lap: Sendable {
  /// When it began and when it ended.
  let began, ended: ContinuousClock.Instant
  /// The steps of training in it, in seconds.
  let trainingSeconds: Double

  /// All of it, in seconds.
  var seconds: Double { (ended - began) / .seconds(1) }

  /// Runs a piece of work that tells how many seconds of training were in it.
  init(_ work: () throws -> Double) rethrows {
    began = .now
    trainingSeconds = try work()
    ended = .now
  }

  /// The seconds from when the first worker began to when the last one ended.
  static func seconds(fromFirstToLast laps: [Lap]) -> Double {
    guard let first = laps.map(\.began).min(), let last = laps.map(\.ended).max() else { return 0 }
    return (last - first) / .seconds(1)
  }
}
