import Autodiff
import Datasets
import Lab

/// One workload under measurement: its workers, and those that compute its products alone.
struct Contest: Sendable {
  let workload: Workload
  /// The number of hidden layers or residual modules.
  let depth: Int
  /// How many units a worker does in one repetition.
  private let unitsPerRepetition: Int
  /// The floating-point operations of one unit.
  private let operationsPerUnit: Int
  private let stepsPerRepetition: Int
  private let workers: [any Worker]
  private let products: [ProductWorker]
  private var repetitions = 1
  private(set) var first: [Double] = []
  private(set) var rounds: [Round] = []

  init(_ workload: Workload, on shelf: DataShelf, jobs: Int) throws {
    self.workload = workload
    depth = try workload.architecture.depth()
    let layers = try workload.products(rows: workload.batch)
    products = (0..<jobs).map { _ in ProductWorker(layers, isTraining: workload.isTraining) }
    var workers: [any Worker] = []
    for number in 0..<jobs {
      workers.append(try workload.seeded(workload.seed + UInt64(number)).worker(on: shelf))
    }
    self.workers = workers
    switch workload.task {
    case .epochs(let trial):
      let data = shelf[trial.data]
      unitsPerRepetition = 1
      operationsPerUnit = try workload.operations(training: data.train.count, testing: data.test.count)
      stepsPerRepetition = (data.train.count + trial.batchSize - 1) / trial.batchSize
    case .steps(let trial, let images):
      unitsPerRepetition = (images + trial.batchSize - 1) / trial.batchSize
      operationsPerUnit = try workload.operations(training: images, testing: 0) / unitsPerRepetition
      stepsPerRepetition = unitsPerRepetition
    case .lengths(let trial):
      unitsPerRepetition = trial.networks
      operationsPerUnit = try workload.operations(training: 0, testing: 1)
      stepsPerRepetition = trial.networks
    }
  }

  /// Does the work once and settles how often it is to be done for a round to last so many seconds.
  mutating func warmUp(roundSeconds: Double) async throws {
    var slowest = 0.0
    let workers = workers
    first = try await withThrowingTaskGroup(of: (Int, [Double], Double).self) { group in
      for (number, worker) in workers.enumerated() {
        group.addTask {
          let began = ContinuousClock.now
          let first = try await worker.warmUp()
          return (number, first, (.now - began) / .seconds(1))
        }
      }
      var ofFirst: [Double] = []
      for try await (number, first, seconds) in group {
        if number == 0 { ofFirst = first }
        slowest = max(slowest, seconds)
      }
      return ofFirst
    }
    repetitions = max(1, Int((roundSeconds / slowest).rounded(.up)))
  }

  /// Lets all workers do the work at the same time, then its products.
  mutating func round(productSeconds: Double, squareRate: Double) async throws {
    let (workers, repetitions) = (workers, repetitions)
    let laps = try await withThrowingTaskGroup(of: Lap.self) { group in
      for worker in workers { group.addTask { try await worker.lap(repetitions) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let passes = await Self.together(products) { await $0.pass(for: productSeconds) }
    let one = Double(workers.count * repetitions)
    let rate = one * Double(unitsPerRepetition) / Lap.seconds(fromFirstToLast: laps)
    let training = laps.reduce(0) { $0 + $1.trainingSeconds } / one
    let all = laps.reduce(0) { $0 + $1.seconds } / one
    rounds.append(
      Round(
        rate: rate, trainingSeconds: training, testingSeconds: all - training,
        stepSeconds: (workload.isTraining ? training : all) / Double(stepsPerRepetition),
        operationRate: rate * Double(operationsPerUnit),
        productSeconds: passes.reduce(0, +) / Double(passes.count), squareRate: squareRate))
  }

  /// What several workers find when they work at the same time.
  static func together<Worker: Sendable>(
    _ workers: [Worker], _ work: @escaping @Sendable (Worker) async -> Double
  ) async -> [Double] {
    await withTaskGroup(of: Double.self) { group in
      for worker in workers { group.addTask { await work(worker) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }
}
