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

  /// Does the work once.
  mutating func warmUp() async throws {
    first = try await Self.together(workers) { try await $0.warmUp() }[0]
  }

  /// Lets all workers do the work for so many seconds at the same time, then its products for a fifth of that; and
  /// each worker both alone, for its share of the time.
  ///
  /// A rate is the sum of the workers' own: as in a sweep, none waits for one whose core is slower.
  mutating func round(seconds: Double, squareRate: Double) async throws {
    let (laps, alone) = try await Self.laps(of: workers, lasting: seconds) { try await $0.lap($1) }
    let (passes, passesAlone) = try await Self.laps(of: products, lasting: seconds / 5) { await $0.lap($1) }
    let rate = laps.rate * Double(unitsPerRepetition)
    let repetitions = Double(laps.reduce(0) { $0 + $1.repetitions })
    let training = laps.reduce(0) { $0 + $1.trainingSeconds } / repetitions
    let all = laps.reduce(0) { $0 + $1.seconds } / repetitions
    rounds.append(
      Round(
        rate: rate, scaling: laps.rate / alone.meanRate, trainingSeconds: training,
        testingSeconds: all - training,
        stepSeconds: (workload.isTraining ? training : all) / Double(stepsPerRepetition),
        operationRate: rate * Double(operationsPerUnit), productSeconds: 1 / passes.meanRate,
        productScaling: passes.rate / passesAlone.meanRate, squareRate: squareRate))
  }

  /// What several workers find, in their order, when they work at the same time.
  static func together<Worker: Sendable, Found: Sendable>(
    _ workers: [Worker], _ work: @escaping @Sendable (Worker) async throws -> Found
  ) async throws -> [Found] {
    try await withThrowingTaskGroup(of: (Int, Found).self) { group in
      for (number, worker) in workers.enumerated() { group.addTask { (number, try await work(worker)) } }
      return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// What several workers do at the same time, and what each does alone in its share of the time.
  private static func laps<Worker: Sendable>(
    of workers: [Worker], lasting seconds: Double,
    _ lap: @escaping @Sendable (Worker, Double) async throws -> Lap
  ) async throws -> (together: [Lap], alone: [Lap]) {
    let together = try await together(workers) { try await lap($0, seconds) }
    if workers.count == 1 { return (together, together) }
    var alone: [Lap] = []
    for worker in workers { alone.append(try await lap(worker, seconds / Double(workers.count))) }
    return (together, alone)
  }
}
