import Datasets
import Forms
import Network
import Randomness
import Storage
import Training

/// The search for η*, the largest learning rate at which a network reaches an accuracy within a few steps, and λ₁, the sharpness of
/// its loss at the beginning (paper H).
///
/// At a rate there are several runs, each with weights and an order of its own, which are the same at every rate. Near η* chance decides
/// which of them start: so η* lies between the largest rate at which clearly most of them do, all but one in nine, and the smallest
/// at which clearly most do not.
public struct RateTrial: Trial {
  /// The data set.
  public var data: DatasetName
  /// How pixels become numbers.
  public var normalization: Normalization
  /// The network.
  public var architecture: Architecture
  /// How its weights are drawn.
  public var initialization: Initialization
  /// How it is trained; its rate is what is sought, and stays the standard one here.
  public var optimizer: Optimizer
  /// What is made smaller.
  public var loss: Loss
  /// The number of examples in a step.
  public var batchSize: Int
  /// The number of steps within which the accuracy is to be reached.
  public var steps: Int
  /// The test accuracy to reach, a share of 1.
  public var accuracy: Double
  /// How many runs there are at a rate.
  public var runs: Int
  /// The smallest rate that is tried.
  public var lowest: Double
  /// The greatest rate that is tried.
  public var highest: Double
  /// The quotient to which either end of the bracket is found.
  public var precision: Double
  /// On how many training images λ₁ is measured.
  public var sharpnessImages: Int
  /// The seed of the runs' weights and orders.
  public var seed: UInt64

  /// What a search found out.
  public struct Outcome: TrialOutcome {
    /// The largest rate found that clearly starts; nil where none does, so that η* lies below the range for all that is known.
    public let lower: Double?
    /// The smallest rate found above it that clearly does not; nil where the greatest one is none, so that η* may lie above the range.
    public let upper: Double?
    /// How many runs were trained.
    public let runs: Int
    /// λ₁ of the first run's first weights; nil where it is not known of such a network.
    public let sharpness: Sharpness?

    /// What a search found out.
    public init(lower: Double?, upper: Double?, runs: Int, sharpness: Sharpness?) {
      (self.lower, self.upper, self.runs, self.sharpness) = (lower, upper, runs, sharpness)
    }

    /// The middle of the bracket on a scale of equal ratios; nil where an end is missing.
    public var rate: Double? { lower.flatMap { lower in upper.map { (lower * $0).squareRoot() } } }

    /// The bracket with its middle, λ₁ and what is known of its error.
    public static let columns: [OutcomeColumn<Outcome>] = [
      .number("rate", \.rate), .number("rate_lower", \.lower), .number("rate_upper", \.upper),
      .count("runs_trained", \.runs), .number("sharpness") { $0.sharpness?.value },
      .number("sharpness_residual") { $0.sharpness?.residual },
    ]
  }

  /// A search; of paper H's kind with our numbers unless said otherwise.
  public init(
    data: DatasetName, architecture: Architecture, initialization: Initialization, seed: UInt64,
    optimizer: Optimizer = .sgd(SGD()), loss: Loss = .crossEntropy(smoothing: 0), batchSize: Int = 128,
    steps: Int = 100, accuracy: Double = 0.2, runs: Int = 3, rates: ClosedRange<Double> = 0.001...64,
    precision: Double = 1.1, sharpnessImages: Int = 512, normalization: Normalization = .unit
  ) {
    self.data = data
    self.normalization = normalization
    self.architecture = architecture
    self.initialization = initialization
    self.optimizer = optimizer
    self.loss = loss
    self.batchSize = batchSize
    self.steps = steps
    self.accuracy = accuracy
    self.runs = runs
    (lowest, highest) = (rates.lowerBound, rates.upperBound)
    self.precision = precision
    self.sharpnessImages = sharpnessImages
    self.seed = seed
  }

  /// The name of this sort of trial in files.
  public static let kind = "rates"

  /// The trial with every field at its default.
  public static let standard = RateTrial(
    data: .mnist, architecture: .fullyConnected(.standard),
    initialization: PopularInitialization.heNormal.initialization, seed: 0)

  /// The data set that the runs need.
  public var dataset: DatasetName? { data }

  /// The number of multiplications, about, of a search in which every run takes all its steps, and of λ₁.
  public var cost: Double {
    guard let layers = try? training.layers else { return 0 }
    // Backwards costs about twice as much as forwards, and a Hessian's product eight times.
    let run = 3 * Double(batchSize) * Double(steps) + data.trainingCount / 6
    let sharpness = Self.products * 8 * min(Double(sharpnessImages), data.trainingCount)
    let passes = Double(runs) * (search?.mostRates ?? 1) * run + sharpness
    return passes * NetworkSize(layers, input: data.shape.extents).multiplications
  }

  /// About how many products λ₁ takes.
  private static let products = 50.0

  /// The memory of a network with its gradients, of the Hessian's products, and the work of all runs, between which no state is kept.
  ///
  /// - Throws: `ArchitectureError`.
  public func demand() throws -> Demand {
    let size = NetworkSize(try training.layers, input: data.shape.extents)
    var demand = Demand(of: size)
    // A vector, its image and its part for each parameter beside these.
    demand.bytes *= 3
    demand.multiplications = cost
    return demand
  }

  /// The name of the first layer with weights, by which patterns of rates call it; nil where there is none.
  ///
  /// - Throws: `ArchitectureError`.
  package var inputLayer: String? {
    get throws(ArchitectureError) { try training.layers.flatMap(\.products).first?.name }
  }

  /// One run at the smallest rate.
  public var sample: TrialSample<RateTrial> {
    var few = self
    (few.highest, few.runs, few.sharpnessImages) = (lowest, 1, 1)
    return TrialSample(few, count: cost / max(few.cost, 1))
  }

  /// Sees that the range is one, that no rate is said beside it and that the network can be built.
  ///
  /// - Throws: `FieldError`, `ArchitectureError`, `ShapeError`, or `LabError` where no machine like this can bear it.
  public func check() throws {
    _ = try checkedSearch()
    try demand().check()
    _ = try Classifier(
      try training.layers, beginning: initialization, shape: data.shape, loss: loss)
  }

  /// Searches; no state is kept.
  ///
  /// - Throws: What `check` throws, `CancellationError`.
  public func run(on shelf: DataShelf, keeping _: Checkpoint?) throws -> Outcome {
    let search = try checkedSearch()
    let (data, exceptions) = (shelf[data], Self.exceptions(of: runs))
    var trained = 0
    let bracket = try search.run { rate in
      var (started, failed) = (0, 0)
      while started + failed < runs, min(started, failed) <= exceptions {
        if try reaches(rate, run: started + failed, on: data) { started += 1 } else { failed += 1 }
        trained += 1
      }
      if failed <= exceptions { return .starts }
      return started <= exceptions ? .fails : .undecided
    }
    return Outcome(
      lower: bracket.lower, upper: bracket.upper, runs: trained,
      sharpness: try trainer(at: search.range.lowerBound, run: 0, on: data)
        .sharpness(of: loss, examples: sharpnessImages))
  }

  /// How many of several runs may differ from the others where these clearly start or clearly fail: one in nine.
  package static func exceptions(of runs: Int) -> Int { runs / 9 }

  /// Whether a run reaches the accuracy.
  private func reaches(_ rate: Double, run: Int, on data: Dataset) throws -> Bool {
    var trainer = try trainer(at: rate, run: run, on: data)
    return try trainer.takeSteps(steps) == nil && trainer.testAccuracy() >= accuracy
  }

  /// One of the runs, from its beginning.
  private func trainer(at rate: Double, run: Int, on data: Dataset) throws -> Trainer {
    var training = training
    training.optimizer.rate = rate
    return try training.trainer(on: data, from: RandomKey(seed: seed)["run"][run])
  }

  /// The training of a run.
  private var training: StartTrial {
    StartTrial(
      data: data, architecture: architecture, initialization: initialization, seed: seed,
      optimizer: optimizer, loss: loss, batchSize: batchSize, normalization: normalization)
  }

  /// The search; nil where its numbers make none.
  private var search: RateSearch? {
    guard lowest > 0, lowest <= highest, precision > 1 else { return nil }
    return RateSearch(range: lowest...highest, precision: precision)
  }

  private func checkedSearch() throws(FieldError) -> RateSearch {
    let standard = type(of: optimizer.rule).standard.rate
    guard optimizer.rate == standard else {
      throw FieldError(
        ["optimizer", "rate"], expected: "none, since it is what is sought", found: "\(optimizer.rate)")
    }
    guard let search else {
      throw FieldError(["highest"], expected: "at least lowest, \(lowest)", found: "\(highest)")
    }
    return search
  }
}
