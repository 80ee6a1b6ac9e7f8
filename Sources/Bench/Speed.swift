import Autodiff

/// How fast a workload is: medians over rounds.
public struct Speed: Encodable, Sendable {
  /// The workload's name.
  public let workload: String
  /// The number of hidden layers or residual modules.
  public let depth: Int
  /// What a rate counts.
  public let unit: Workload.Unit
  /// Units a second over all workers: the median, the least and the most.
  public let rate, rateLow, rateHigh: Double
  /// How many times as much all workers do as one that works while the others wait: the median, the least and the most.
  public let scaling, scalingLow, scalingHigh: Double
  /// What `scaling` is of a step's products, or a network's, alone.
  public let productScaling: Double
  /// Seconds that an epoch's training takes a worker; none where lengths are measured.
  public let trainSeconds: Double
  /// Seconds that an epoch's test takes a worker; where lengths are measured, that all networks of a trial take it.
  public let evalSeconds: Double
  /// Seconds of both.
  public let epochSeconds: Double
  /// Milliseconds of a step; of a network where lengths are measured.
  public let stepMilliseconds: Double
  /// Milliseconds of a step's products, or a network's, alone: the same products, by the same library, in the same run.
  public let productMilliseconds: Double
  /// How many times as long as its products alone a step takes.
  public let stepOverProducts: Double
  /// Billions of floating-point operations a second over all workers, products alone being counted.
  public let gigaflops: Double
  /// The same of large square products, the best of the run.
  public let squareGigaflops: Double
  /// The number of models in training at the same time: one a worker.
  public let models: Int
  /// How many rounds there were.
  public let rounds: Int
  /// OpenBLAS's kernels.
  public let kernels: String
  /// The first ten losses of the first worker's model; where lengths are measured, its first network's lengths of the
  /// first ten layers, relative to the input's.
  public let losses: [Double]

  private enum CodingKeys: String, CodingKey {
    case workload, depth, unit, rate, scaling, models, rounds, kernels, losses
    case rateLow = "rate_low"
    case rateHigh = "rate_high"
    case scalingLow = "scaling_low"
    case scalingHigh = "scaling_high"
    case productScaling = "products_scaling"
    case trainSeconds = "train_s"
    case evalSeconds = "eval_s"
    case epochSeconds = "epoch_s"
    case stepMilliseconds = "step_ms"
    case productMilliseconds = "products_ms"
    case stepOverProducts = "step_over_products"
    case gigaflops = "gflops"
    case squareGigaflops = "sgemm_gflops"
  }

  init(_ contest: Contest, jobs: Int) {
    let rounds = contest.rounds
    let rates = rounds.map(\.rate)
    workload = contest.workload.name
    depth = contest.depth
    unit = contest.workload.unit
    rate = median(rates)
    rateLow = rates.min() ?? .nan
    rateHigh = rates.max() ?? .nan
    let scalings = rounds.map(\.scaling)
    scaling = median(scalings)
    scalingLow = scalings.min() ?? .nan
    scalingHigh = scalings.max() ?? .nan
    productScaling = median(rounds.map(\.productScaling))
    trainSeconds = median(rounds.map(\.trainingSeconds))
    evalSeconds = median(rounds.map(\.testingSeconds))
    epochSeconds = median(rounds.map { $0.trainingSeconds + $0.testingSeconds })
    stepMilliseconds = 1e3 * median(rounds.map(\.stepSeconds))
    productMilliseconds = 1e3 * median(rounds.map(\.productSeconds))
    stepOverProducts = median(rounds.map { $0.stepSeconds / $0.productSeconds })
    gigaflops = 1e-9 * median(rounds.map(\.operationRate))
    squareGigaflops = 1e-9 * (rounds.map(\.squareRate).max() ?? .nan)
    models = jobs
    self.rounds = rounds.count
    kernels = Kernels.inUse.name
    losses = contest.first
  }
}

/// The middle of numbers, or the mean of the two in the middle; not a number for none.
func median(_ numbers: [Double]) -> Double {
  let sorted = numbers.sorted()
  guard let last = sorted.indices.last else { return .nan }
  return (sorted[last / 2] + sorted[(last + 1) / 2]) / 2
}
