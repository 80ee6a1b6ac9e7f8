import Autodiff
import Datasets
import Forms
import Network
import Randomness
import Storage
import Training

/// What a network's layers do at the beginning and over the first steps of training: signals of activations, gradients and
/// updates.
public struct SignalTrial: Trial {
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
  /// After how many steps signals are measured, ascending; 0 is the beginning. One step more than the last is taken.
  public var steps: [Int]
  /// On how many training images activations are measured, the same ones each time.
  public var examples: Int
  /// The seed of the weights, of the order of the examples and of those that are measured on.
  public var seed: UInt64

  /// What a run found out.
  public struct Outcome: TrialOutcome {
    /// The names of the layers that were measured.
    public let layers: [String]
    /// What was measured, moment after moment; those behind a divergence are missing.
    public let moments: [SignalMoment]
    /// The step whose loss was infinite or not a number, if any.
    public let divergence: Int?

    /// Each signal of each layer, as `length/hidden1`, over the steps that were measured.
    public var layerCurves: [CurvePoint] {
      moments.map { moment in
        let numbers = zip(layers, moment.layers).flatMap { layer, signals in
          Signal.allCases.compactMap { signal in
            signals[signal].map { (name: "\(signal.rawValue)/\(layer)", value: $0) }
          }
        }
        return CurvePoint(step: moment.step, numbers: numbers)
      }
    }

    /// What a run found out.
    public init(layers: [String], moments: [SignalMoment], divergence: Int? = nil) {
      self.layers = layers
      self.moments = moments
      self.divergence = divergence
    }

    /// The moments and the layers, the losses, and each signal, moment by moment a list over the layers.
    public static let columns: [OutcomeColumn<Outcome>] =
      [
        .counts("steps") { $0.moments.map(\.step) }, .names("layers", \.layers),
        .numbers("loss") { $0.moments.map(\.loss) },
      ]
      + Signal.allCases.map { signal in
        .table(signal.rawValue) { $0.moments.map { $0.layers.map { $0[signal] } } }
      }

    /// How the run ended.
    public var result: RunResult { divergence.map { .diverged(step: $0) } ?? .measured }
  }

  /// A trial, trained as paper A trains unless said otherwise.
  public init(
    data: DatasetName, architecture: Architecture, initialization: Initialization, seed: UInt64,
    optimizer: Optimizer = .sgd(SGD()), loss: Loss = .crossEntropy(smoothing: 0), batchSize: Int = 1024,
    steps: [Int] = [0, 1, 2, 5, 10, 20, 50], examples: Int = 256, normalization: Normalization = .unit
  ) {
    self.data = data
    self.normalization = normalization
    self.architecture = architecture
    self.initialization = initialization
    self.optimizer = optimizer
    self.loss = loss
    self.batchSize = batchSize
    self.steps = steps
    self.examples = examples
    self.seed = seed
  }

  /// The name of this sort of trial in files.
  public static let kind = "signals"

  /// The trial with every field at its default.
  public static let standard = SignalTrial(
    data: .mnist, architecture: .fullyConnected(.standard),
    initialization: PopularInitialization.heNormal.initialization, seed: 0)

  /// The data set that the run needs.
  public var dataset: DatasetName? { data }

  /// The number of multiplications, about, of a run that goes on to the end.
  public var cost: Double {
    guard let layers = try? layers else { return 0 }
    // Backwards costs about twice as much as forwards.
    let passes = 3 * Double(batchSize) * stepCount + Double(examples) * Double(steps.count)
    return passes * NetworkSize(layers, input: data.shape.extents).multiplications
  }

  /// The memory of the network with its gradients and of another on the examples that are measured, and the work of all steps,
  /// between which no state is kept.
  ///
  /// - Throws: `ArchitectureError`.
  public func demand() throws -> Demand {
    let size = NetworkSize(try layers, input: data.shape.extents)
    var demand = Demand(of: size)
    demand.bytes += Demand(of: size, examples: min(Double(examples), data.trainingCount)).bytes
    demand.multiplications = cost + 10_000 * stepCount
    return demand
  }

  /// The trial's first ten steps.
  public var sample: TrialSample<SignalTrial> {
    var few = self
    few.steps = [Int(min(stepCount, 10)) - 1]
    return TrialSample(few, count: cost / max(few.cost, 1))
  }

  /// Sees that steps ascend and that the network can be built.
  ///
  /// - Throws: `FieldError`, `ArchitectureError`, `ShapeError`, or `LabError` where no machine like this can bear it.
  public func check() throws {
    try checkSteps()
    try demand().check()
    _ = try Classifier(try layers, beginning: initialization, shape: data.shape, loss: loss)
  }

  /// Trains until one step behind the last that is measured; no state is kept.
  ///
  /// - Throws: What `check` throws, `CancellationError`.
  public func run(on shelf: DataShelf, keeping _: Checkpoint?) throws -> Outcome {
    try run(on: shelf, from: nil)
  }

  /// The same from the weights of a file in the place of those that are drawn.
  ///
  /// - Throws: What `check` throws, `TensorFileError` where the file holds not just this network's weights, `CancellationError`.
  public func run(on shelf: DataShelf, from weights: TensorFile?) throws -> Outcome {
    try checkSteps()
    try demand().check()
    let data = shelf[data]
    let probe = try SignalProbe(
      try layers, beginning: initialization, on: data, normalized: normalization, after: steps,
      examples: examples, key: RandomKey(seed: seed)["probe"])
    var trainer = try training.trainer(on: data, probes: [probe])
    if let weights { try trainer.load(weights) }
    let divergence = try trainer.takeSteps(Int(stepCount))
    return Outcome(layers: probe.layers.map(\.name), moments: probe.moments, divergence: divergence)
  }

  /// The names of the layers that are measured.
  ///
  /// - Throws: `ArchitectureError` or `ShapeError` where the network cannot be built.
  var layerNames: [String] {
    get throws {
      var recording = Recording()
      let network = try Network(
        try layers, beginning: initialization, input: data.shape.extents, into: &recording, isSettled: true)
      return network.measuredLayers.map(\.name)
    }
  }

  var layers: [Layer] {
    get throws(ArchitectureError) { try training.layers }
  }

  /// How many steps are taken, which may be more than anybody can take.
  var stepCount: Double { Double(steps.last ?? 0) + 1 }

  /// The same training, as long as it may take.
  private var training: StartTrial {
    StartTrial(
      data: data, architecture: architecture, initialization: initialization, seed: seed,
      optimizer: optimizer,
      loss: loss, batchSize: batchSize, normalization: normalization)
  }

  private func checkSteps() throws(FieldError) {
    let ascend = zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 }
    guard let first = steps.first, first >= 0, ascend else {
      throw FieldError(["steps"], expected: "ascending whole numbers of at least 0", found: "\(steps)")
    }
  }
}
