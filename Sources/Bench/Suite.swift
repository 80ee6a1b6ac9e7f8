import Autodiff
import Lab

/// The speed suite: several workloads, measured in rounds that take turns.
public struct Suite: Sendable {
  /// How many rounds there are.
  public var rounds = 5
  /// How long one workload's share of a round lasts at least, in seconds.
  public var seconds = 1.0
  /// How many workers there are, each with a model of its own.
  public var jobs: Int

  /// The sides of the square products among which the fastest is sought.
  private static let sides = [256, 512, 768, 1024]

  /// A suite for so many workers.
  public init(jobs: Int) {
    precondition(jobs > 0, "at least one worker is needed")
    self.jobs = jobs
  }

  /// Measures the workloads, in their order within each round.
  ///
  /// What a program does once, such as loading, drawing the first weights and a first repetition, is not measured.
  ///
  /// - Parameter shelf: Holds the data sets of all workloads.
  /// - Throws: `BenchError` where a run diverges, `ArchitectureError` or `ShapeError` where a network cannot be built,
  ///   `LabError.tooLarge`, `CancellationError`.
  public func run(_ workloads: [Workload], on shelf: DataShelf) async throws -> [Speed] {
    var contests: [Contest] = []
    for workload in workloads {
      var contest = try Contest(workload, on: shelf, jobs: jobs)
      try await contest.warmUp(roundSeconds: seconds)
      contests.append(contest)
    }
    let squares = Self.sides.map { side in
      (0..<jobs).map { _ in
        ProductWorker([ProductLayer(rows: side, inputs: side, outputs: side)], isTraining: false)
      }
    }
    for _ in 0..<rounds {
      let squareRate = await rate(of: squares)
      for i in contests.indices {
        try await contests[i].round(productSeconds: seconds / 5, squareRate: squareRate)
      }
    }
    return contests.map { Speed($0, jobs: jobs) }
  }

  /// The best rate of large square products, over all workers, in floating-point operations a second.
  private func rate(of squares: [[ProductWorker]]) async -> Double {
    var best = 0.0
    for (side, workers) in zip(Self.sides, squares) {
      let passes = await Contest.together(workers) { await $0.pass(for: 0.05) }
      let operations = Double(ProductLayer(rows: side, inputs: side, outputs: side).operations)
      best = max(best, passes.reduce(0) { $0 + operations / $1 })
    }
    return best
  }
}
