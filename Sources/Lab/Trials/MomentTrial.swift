import Autodiff
import Datasets
import Forms
import Network
import Randomness
import Regions
import Training

/// A trial that measures a network of affine pieces at moments of its training.
protocol MomentTrial: Trial {
  var normalization: Normalization { get }
  var optimizer: Optimizer { get }
  var batchSize: Int { get }
  /// Whether an epoch leaves out a last batch of fewer examples.
  var dropsPartialBatch: Bool { get }
  /// Ascending numbers of epochs, each meant to the nearest step. Training lasts until the last one.
  var moments: [Double] { get }
  /// The extents of one input.
  var extents: [Int] { get }
  /// The number of classes; nil where nothing is learnt.
  var classes: Int? { get }
}

extension MomentTrial {
  /// Sees that the moments are in order, and that the network can be built and has regions.
  ///
  /// - Throws: `ArchitectureError`, `ShapeError`, `RegionError`, `FieldError`, or `LabError` where no machine like this can
  ///   bear it.
  func checkMoments() throws {
    guard let first = moments.first, first >= 0, zip(moments, moments.dropFirst()).allSatisfy({ $0 < $1 })
    else {
      throw FieldError(["moments"], expected: "ascending numbers of at least 0", found: "\(moments)")
    }
    try demand().check()
    var recording = Recording()
    let layers = try architecture.layers(input: extents, classes: classes)
    let network = try Network(layers, beginning: initialization, input: extents, into: &recording)
    let workspace = Workspace(Plan(recording, keeping: [network.output]), capacity: 1)
    _ = try ReLUNetwork(network.layers, input: extents, in: workspace)
  }

  /// Trains on data until the last moment, and measures the network at each; no state is kept.
  ///
  /// - Throws: What `checkMoments` and the measurement throw, `FieldError` where there is no whole batch, `CancellationError`.
  func train<Found>(
    on data: Dataset, measuring measure: @escaping (ReLUNetwork) throws -> Found
  ) throws -> MeasuredTraining<Found> {
    let layers = try architecture.layers(input: extents, classes: classes)
    let classifier = try Classifier(layers, beginning: initialization, shape: data.shape)
    let capacity = Trainer.capacity(of: classifier.plan, batchSize, data)
    // The examiner has as much memory as the trainer.
    try Demand(of: classifier.plan, examples: 2 * capacity).check()
    let steps = Batches.count(of: data.train.count, size: batchSize, droppingPartial: dropsPartialBatch)
    guard steps > 0 else {
      throw FieldError(
        ["batchSize"],
        expected: "at most \(data.train.count), the number of examples, since partial batches are dropped",
        found: "\(batchSize)")
    }
    let examiner = Examiner(classifier, normalized: normalization, capacity: capacity)
    let extents = extents
    let probe = MomentProbe(
      at: moments.map { (Int(($0 * Double(steps)).rounded()), $0) }, examiner: examiner, data: data
    ) { workspace in
      try measure(ReLUNetwork(classifier.network.layers, input: extents, in: workspace))
    }
    var trainer = try Trainer(
      classifier, on: data, normalized: normalization, by: optimizer, batchSize: batchSize,
      droppingPartialBatch: dropsPartialBatch, key: RandomKey(seed: seed), probes: [probe])
    for _ in 0..<Int((moments.last ?? 0).rounded(.up)) {
      if try trainer.runEpoch() == nil {
        return MeasuredTraining(
          moments: probe.moments, epochs: trainer.records, divergence: trainer.steps)
      }
    }
    try trainer.show(to: probe)
    return MeasuredTraining(moments: probe.moments, epochs: trainer.records, divergence: nil)
  }
}

/// What was found at moments of a training.
struct MeasuredTraining<Found> {
  /// The moments before a divergence.
  let moments: [Moment]
  /// What was known at the end of each epoch.
  let epochs: [EpochRecord]
  /// The step whose loss was infinite or not a number, if any.
  let divergence: Int?

  /// What was found at one moment.
  struct Moment {
    /// How many epochs had passed.
    let epoch: Double
    let found: Found
    /// The shares of the training and of the test images that are named rightly.
    let trainingAccuracy, testAccuracy: Double
  }
}

/// Measures a network at given steps of its training, and examines what it has learnt by then.
private final class MomentProbe<Found>: Probe {
  private(set) var moments: [MeasuredTraining<Found>.Moment] = []
  private let examiner: Examiner
  private let data: Dataset
  private let measure: (borrowing Workspace) throws -> Found
  private var waiting: [(steps: Int, epoch: Double)]

  /// - Parameter moments: After how many steps it measures, ascending, and how many epochs these are.
  init(
    at moments: [(steps: Int, epoch: Double)], examiner: Examiner, data: Dataset,
    measure: @escaping (borrowing Workspace) throws -> Found
  ) {
    (self.examiner, self.data, self.measure) = (examiner, data, measure)
    waiting = moments.reversed()
  }

  var readsActivations: Bool { false }

  func observe(
    step: Int, loss: Double, of classifier: Classifier, in workspace: borrowing Workspace
  ) throws {
    while let next = waiting.last, next.steps <= step - 1 {
      waiting.removeLast()
      let found = try measure(workspace)
      examiner.take(from: workspace)
      moments.append(
        .init(
          epoch: next.epoch, found: found, trainingAccuracy: examiner.accuracy(on: data.train),
          testAccuracy: examiner.accuracy(on: data.test)))
    }
  }
}
