/// What one round of a workload took.
struct Round: Sendable {
  /// Units a second over all workers.
  let rate: Double
  /// That rate over the one of a worker that works while the others wait.
  let scaling: Double
  /// Seconds that training, and testing, took a worker in one repetition.
  let trainingSeconds, testingSeconds: Double
  /// Seconds of a step; of a network where lengths are measured.
  let stepSeconds: Double
  /// Floating-point operations a second over all workers.
  let operationRate: Double
  /// Seconds of a step's products alone.
  let productSeconds: Double
  /// What `scaling` is of those products.
  let productScaling: Double
  /// Floating-point operations a second of large square products over all workers.
  let squareRate: Double
}
