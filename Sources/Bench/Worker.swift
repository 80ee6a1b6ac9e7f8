/// One of the workers that share a workload's cores: each has a model, or networks, of its own.
protocol Worker: Actor {
  /// Does the work once, so that what is done only once is done, and returns its first ten losses or lengths.
  func warmUp() throws -> [Double]

  /// Does the work for so many seconds, but at least once, from the same start in every round.
  func lap(_ seconds: Double) throws -> Lap
}
