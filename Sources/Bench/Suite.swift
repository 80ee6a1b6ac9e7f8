import Autodiff
import Lab

/// The speed suite: several workloads, measured in rounds that take turns.
public struct Suite: Sendable {
  /// How many rounds there are.
  public var rounds = 5
  /// How long all workers do a workload at least in a round, in seconds; each alone does it for its share of that.
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
      try await contest.warmUp()
      contests.append(contest)
    }
    let squares = Self.sides.map { side in
      (0..<jobs).map { _ in
        ProductWorker([ProductLayer(rows: side, inputs: side, outputs: side)], isTraining: false)
      }
    }
    for _ in 0..<rounds {
      let squareRate = try await rate(of: squares)
      for i in contests.indices {
        try await contests[i].round(seconds: seconds, squareRate: squareRate)
      }
    }
    return contests.map { Speed($0, jobs: jobs) }
  }

  /// The best rate of large square products, over all workers, in floating-point operations a second.
  private func rate(of squares: [[ProductWorker]]) async throws -> Double {
    var best = 0.0
    for (side, workers) in zip(Self.sides, squares) {
      let laps = try await Contest.together(workers) { await $0.lap(0.05) }
      best = max(best, laps.rate * Double(ProductLayer(rows: side, inputs: side, outputs: side).operations))
    }
    return best
  }
}
