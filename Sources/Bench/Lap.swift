/// What a worker did in a round.
struct Lap: Sendable {
  /// How often it did the work.
  let repetitions: Int
  /// What that took, and the steps of training in it, in seconds.
  let seconds, trainingSeconds: Double

  /// Repeats a piece of work, which returns the seconds of training in it, for so many seconds, but at least once.
  init(lasting time: Double, _ work: () throws -> Double) rethrows {
    let began = ContinuousClock.now
    var (repetitions, training, elapsed) = (0, 0.0, 0.0)
    repeat {
      training += try work()
      repetitions += 1
      elapsed = (.now - began) / .seconds(1)
    } while elapsed < time
    self.repetitions = repetitions
    seconds = elapsed
    trainingSeconds = training
  }
}

extension [Lap] {
  /// Repetitions a second of all workers.
  var rate: Double { reduce(0) { $0 + Double($1.repetitions) / $1.seconds } }
  /// Repetitions a second of one worker, in the mean.
  var meanRate: Double { rate / Double(count) }
}
