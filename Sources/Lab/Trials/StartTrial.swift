import Autodiff
import Datasets
import Network
import Randomness
import Storage
import Training

/// A network trained until it starts to learn, or until it clearly does not (paper A, the protocol HR18).
public struct StartTrial: Trial {
  /// The data set.
  public var data: DatasetName
  /// How pixels become numbers.
  public var normalization: Normalization
  /// The network.
  public var architecture: Architecture
  /// How its weights are drawn.
  public var initialization: Initialization
  /// How it is trained.
  public var optimizer: Optimizer
  /// What is made smaller.
  public var loss: Loss
  /// The number of examples in a step.
  public var batchSize: Int
  /// What counts as a start.
  public var criterion: StartCriterion
  /// The seed of the weights and of the order of the examples.
  public var seed: UInt64

  /// What a run found out.
  public struct Outcome: TrialOutcome {
    /// Whether and when it started.
    public let start: Start
    /// What was known at the end of each epoch.
    public let epochs: [EpochRecord]
    /// The epoch after which nothing could start the run any more, where it ended for that reason (`SilenceWatch`).
    public let death: Int?
    /// By what the weights of each layer were multiplied before the first step; nil where nothing hangs on data, and for runs
    /// of earlier versions.
    public let settled: [LayerScaling]?

    /// How the run ended.
    public var result: RunResult { RunResult(start) }

    /// Beside the result: what was known at the end of the last epoch, when nothing could start the run any more, and by
    /// what a batch multiplied first weights, layer by layer.
    public static let columns: [OutcomeColumn<Outcome>] = [
      .number("test_accuracy") { $0.epochs.last?.testAccuracy },
      .number("test_loss") { $0.epochs.last?.testLoss },
      .number("training_loss") { $0.epochs.last?.trainingLoss },
      .count("death", \.death),
      .names("settled_layers") { $0.settled?.map(\.layer) },
      .numbers("settled_factors") { $0.settled?.map(\.factor) },
    ]

    /// What a run found out.
    public init(
      start: Start, epochs: [EpochRecord], death: Int? = nil, settled: [LayerScaling]? = nil
    ) {
      self.start = start
      self.epochs = epochs
      self.death = death
      self.settled = settled
    }
  }

  /// A trial, of the paper's protocol unless said otherwise.
  public init(
    data: DatasetName, architecture: Architecture, initialization: Initialization, seed: UInt64,
    optimizer: Optimizer = .sgd(SGD()), loss: Loss = .crossEntropy(smoothing: 0), batchSize: Int = 1024,
    criterion: StartCriterion = StartCriterion(),
    normalization: Normalization = .unit
  ) {
    self.data = data
    self.normalization = normalization
    self.architecture = architecture
    self.initialization = initialization
    self.optimizer = optimizer
    self.loss = loss
    self.batchSize = batchSize
    self.criterion = criterion
    self.seed = seed
  }

  /// The name of this sort of trial in files.
  public static let kind = "start"

  /// The trial with every field at its default.
  public static let standard = StartTrial(
    data: .mnist, architecture: .fullyConnected(.standard),
    initialization: PopularInitialization.heNormal.initialization, seed: 0)

  /// The data set that the run needs, if any.
  public var dataset: DatasetName? { data }

  /// The number of multiplications, about, of a run that goes on to the end.
  public var cost: Double {
    // Backwards costs about twice as much as forwards.
    3 * Double(criterion.epochLimit) * data.trainingCount
      * NetworkSize((try? layers) ?? [], input: data.shape.extents).multiplications
  }

  /// The memory of the network with its gradients; its batch is known only with the data, and no work is counted, since
  /// every epoch ends with a state to go on from.
  ///
  /// - Throws: `ArchitectureError`.
  public func demand() throws -> Demand {
    Demand(of: NetworkSize(try layers, input: data.shape.extents))
  }

  /// One epoch of the trial.
  public var sample: TrialSample<StartTrial> {
    var trial = self
    trial.criterion.epochLimit = 1
    return TrialSample(trial, count: Double(criterion.epochLimit), imagesThatTake: trial.cost)
  }

  /// The layers of the network, as its family says them.
  ///
  /// - Throws: `ArchitectureError`.
  package var layers: [Layer] {
    get throws(ArchitectureError) {
      try architecture.layers(input: data.shape.extents, classes: data.classes)
    }
  }

  /// Sees that the network can be built.
  ///
  /// - Throws: `ArchitectureError`, `ShapeError`, or `LabError` where no machine like this can bear it.
  public func check() throws {
    try demand().check()
    _ = try Classifier(try layers, beginning: initialization, shape: data.shape, loss: loss)
  }

  /// Trains until the criterion is met, the run diverges, nothing can start it any more, or its last epoch ends.
  ///
  /// - Throws: `ArchitectureError` or `ShapeError` where the network cannot be built, `TensorFileError.unwritable` where
  ///   the checkpoint cannot be written, `CancellationError`.
  public func run(on shelf: DataShelf, keeping checkpoint: Checkpoint?) throws -> Outcome {
    let silence = SilenceWatch(ending: criterion)
    let probes: [(any Probe)?] = [criterion, silence, checkpoint]
    var trainer = try trainer(on: shelf[data], probes: probes.compactMap(\.self))
    if let saved = checkpoint?.saved { try? trainer.resume(from: saved) }
    let start = try trainer.run()
    return Outcome(
      start: start, epochs: trainer.records, death: start.epoch == nil ? silence.death : nil,
      settled: trainer.settled)
  }

  /// The trial's network with its first weights, ready to train.
  ///
  /// - Throws: `ArchitectureError` or `ShapeError` where the network cannot be built, `LabError.tooLarge` where it does
  ///   not fit into memory.
  public func trainer(on data: Dataset, probes: [any Probe] = []) throws -> Trainer {
    try trainer(on: data, probes: probes, from: RandomKey(seed: seed))
  }

  /// The same with another key than that of the trial's seed.
  func trainer(on data: Dataset, probes: [any Probe] = [], from key: RandomKey) throws -> Trainer {
    try demand().check()
    let shape = data.shape
    let layers = try architecture.layers(input: shape.extents, classes: data.classes)
    let classifier = try Classifier(
      layers, beginning: initialization, shape: shape, loss: loss,
      observed: probes.contains(where: \.readsActivations))
    let capacity = Trainer.capacity(of: classifier.plan, batchSize, data)
    var demand = Demand(of: classifier.plan, examples: capacity)
    demand.bytes += classifier.settling?.bytes(examples: min(batchSize, data.train.count)) ?? 0
    try demand.check()
    return try Trainer(
      classifier, on: data, normalized: normalization, by: optimizer, batchSize: batchSize,
      key: key, probes: probes)
  }
}
