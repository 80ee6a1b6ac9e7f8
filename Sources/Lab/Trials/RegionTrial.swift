import Autodiff
import Datasets
import Network
import Randomness
import Regions
import Storage
import Training

/// How many activation regions a network has on planes or lines, at its beginning and while it learns (paper
/// B).
public struct RegionTrial: Trial {
  /// The network, of layers that are affine on each region.
  public var architecture: Architecture
  /// How its weights and biases are drawn.
  public var initialization: Initialization
  /// What it learns, and where its regions are counted.
  public var input: Input
  /// How pixels become numbers.
  public var normalization: Normalization
  /// The share of the training labels that are drawn anew, each class as likely as the others.
  public var corruptedLabels: Double
  /// The share of the training images that are replaced by noise of each pixel's mean and deviation.
  public var corruptedImages: Double
  /// How it is trained.
  public var optimizer: Optimizer
  /// The number of examples in a step.
  public var batchSize: Int
  /// Whether an epoch leaves out a last batch of fewer examples.
  public var dropsPartialBatch: Bool
  /// When regions are counted: ascending numbers of epochs, to the nearest step. Training lasts until the
  /// last one.
  public var moments: [Double]
  /// The seed of weights, planes, points, corrupted labels and images and the order of the examples.
  public var seed: UInt64

  /// What a network learns, and where its regions are counted.
  public enum Input: Hashable, Codable, Sendable {
    /// Nothing is learnt. The plane through the origin in two random directions; of two dimensions, all of
    /// the space.
    case space(dimension: Int)
    /// Random points of a grid of 256 × 256 in the square from −1 to 1, in two classes without any rule. All
    /// of the plane.
    case points(count: Int)
    /// A set of images. So many planes, each through the origin and two random training images a and b; of
    /// each, all, or the points s a + t b with s and t from −`window` to `window`.
    case planes(set: DatasetName, count: Int, window: Double? = nil)
    /// A set of images. So many lines, each through two random training images (our own variant).
    case lines(set: DatasetName, count: Int)
    /// A set of images. So many lines, each through the origin and a random test image.
    case linesThroughOrigin(set: DatasetName, count: Int)
  }

  /// What a run found out.
  public struct Outcome: TrialOutcome {
    /// The number of hidden units.
    public let units: Int
    /// The numbers of regions, moment after moment; fewer than asked for where the run diverged.
    public let moments: [Moment]
    /// What was known at the end of each epoch.
    public let epochs: [EpochRecord]
    /// The step whose loss was infinite or not a number, if any.
    public let divergence: Int?

    /// The numbers of regions at one moment.
    public struct Moment: Hashable, Codable, Sendable {
      /// How many epochs had passed.
      public let epoch: Double
      /// How many regions each plane or line had.
      public let regions: [Int]
      /// The share of the training examples, as the run has them, that are named rightly; nil where nothing
      /// is learnt, and for runs of earlier versions.
      public let trainingAccuracy: Double?
      /// The share of the test images that are named rightly; of random points, which are all trained on,
      /// that of the points.
      public let testAccuracy: Double?

      /// The mean number of regions of the planes or lines.
      package var meanRegions: Double { Double(regions.reduce(0, +)) / Double(regions.count) }

      /// What was found at a moment.
      package init(
        epoch: Double, regions: [Int], trainingAccuracy: Double? = nil, testAccuracy: Double? = nil
      ) {
        self.epoch = epoch
        self.regions = regions
        self.trainingAccuracy = trainingAccuracy
        self.testAccuracy = testAccuracy
      }
    }

    /// What a run found out.
    package init(units: Int, moments: [Moment], epochs: [EpochRecord], divergence: Int?) {
      self.units = units
      self.moments = moments
      self.epochs = epochs
      self.divergence = divergence
    }

    /// The hidden units; then moment by moment the epoch, the regions as a mean over planes or lines, and the accuracies.
    public static let columns: [OutcomeColumn<Outcome>] = [
      .count("units", \.units),
      .numbers("epochs") { $0.moments.map(\.epoch) },
      .numbers("regions") { $0.moments.map(\.meanRegions) },
      .numbers("training_accuracy") { $0.moments.map(\.trainingAccuracy) },
      .numbers("test_accuracy") { $0.moments.map(\.testAccuracy) },
    ]

    /// How the run ended.
    public var result: RunResult { divergence.map { .diverged(step: $0) } ?? .measured }
  }

  /// A trial of the paper's protocol unless said otherwise.
  public init(
    architecture: Architecture, initialization: Initialization, input: Input, seed: UInt64,
    normalization: Normalization = .unit, corruptedLabels: Double = 0, corruptedImages: Double = 0,
    optimizer: Optimizer = .adam(Adam()), batchSize: Int = 128, dropsPartialBatch: Bool = false,
    moments: [Double] = [0]
  ) {
    self.architecture = architecture
    self.initialization = initialization
    self.input = input
    self.normalization = normalization
    self.corruptedLabels = corruptedLabels
    self.corruptedImages = corruptedImages
    self.optimizer = optimizer
    self.batchSize = batchSize
    self.dropsPartialBatch = dropsPartialBatch
    self.moments = moments
    self.seed = seed
  }

  /// The name of this sort of trial in files.
  public static let kind = "regions"

  /// Epochs.
  public static let measuredOver = ["epoch"]

  /// The trial with every field at its default; biases have the paper's variance of 10⁻⁶.
  public static let standard = RegionTrial(
    architecture: .fullyConnected(.standard),
    initialization: Initialization(
      weights: PopularInitialization.heNormal.initialization.weights,
      biases: Initializer(.normal, gain: 1e-6, over: .one)), input: .space(dimension: 2), seed: 0)

  /// The data set that the run needs, if any.
  public var dataset: DatasetName? {
    switch input {
    case .space, .points: nil
    case .planes(let set, _, _), .lines(let set, _), .linesThroughOrigin(let set, _): set
    }
  }

  /// The number of multiplications, up to a factor, of training, counting and examining.
  public var cost: Double {
    let layers = (try? architecture.layers(input: extents, classes: classes)) ?? []
    let multiplications = NetworkSize(layers, input: extents).multiplications
    let counts = Double(moments.count) * Double(slices)
    return multiplications
      * ((3 * (moments.last ?? 0) + Double(moments.count)) * images + counts)
      + Self.work(layers, onLines: slicesAreLines) * counts
  }

  /// The network twice, to train and to examine it, the points or slices, and the work of all that is
  /// counted.
  ///
  /// - Throws: `ArchitectureError`.
  public func demand() throws -> Demand {
    let layers = try architecture.layers(input: extents, classes: classes)
    var demand = Demand(of: NetworkSize(layers, input: extents))
    let inputSize = extents.reduce(1) { $0 * Double($1) }
    let points = if case .points(let count) = input { Double(count) } else { 0.0 }
    let numbers = 2 * inputSize * Double(slices) + points
    // What is learnt is examined by a second network.
    demand.bytes *= classes == nil ? 1 : 2
    demand.bytes += numbers * Double(MemoryLayout<Double>.size)
    demand.multiplications =
      Self.work(layers, onLines: slicesAreLines) * Double(moments.count) * Double(slices)
    return demand
  }

  /// The multiplications, about, of counting the regions of one plane or line.
  private static func work(_ layers: [Layer], onLines: Bool) -> Double {
    let units = layers.reduce(0.0) { $0 + Double($1.outputs) }
    return (onLines ? units : units * units / 2) * units
  }

  /// The first epoch of the trial, or its count at initialisation.
  public var sample: TrialSample<RegionTrial> {
    var trial = self
    let last = moments.last ?? 0
    trial.moments = [min(last, 1)]
    var count = max(last, Double(moments.count))
    if case .points(let points) = input {
      let few = min(points, max(batchSize, 10_000))
      trial.input = .points(count: few)
      count *= Double(points) / Double(few)
    }
    return dataset == nil
      ? TrialSample(trial, count: count) : TrialSample(trial, count: count, imagesThatTake: trial.cost)
  }

  /// The extents of one input.
  var extents: [Int] {
    switch input {
    case .space(let dimension): [dimension]
    case .points: [1, 1, 2]
    case .planes(let set, _, _), .lines(let set, _), .linesThroughOrigin(let set, _): set.shape.extents
    }
  }

  /// The number of classes; nil where nothing is learnt.
  var classes: Int? {
    switch input {
    case .space: nil
    case .points: 2
    case .planes(let set, _, _), .lines(let set, _), .linesThroughOrigin(let set, _): set.classes
    }
  }

  /// How many planes or lines there are.
  var slices: Int {
    switch input {
    case .space, .points: 1
    case .planes(_, let count, _), .lines(_, let count), .linesThroughOrigin(_, let count): count
    }
  }

  /// Whether regions are counted on lines.
  public var slicesAreLines: Bool {
    switch input {
    case .space, .points, .planes: false
    case .lines, .linesThroughOrigin: true
    }
  }

  private var images: Double {
    switch input {
    case .space: 0
    case .points(let count): Double(count)
    case .planes(let set, _, _), .lines(let set, _), .linesThroughOrigin(let set, _): set.trainingCount
    }
  }
}

extension DatasetName {
  /// About how many images there are to train on.
  var trainingCount: Double { Double(publishedCounts?.train ?? 10_000) }
}

extension Layer {
  /// The number of units, about as many as are rectified.
  fileprivate var outputs: Int {
    switch role {
    case .product(let product): product.window == nil ? product.outputs : 0
    case .residual(let module): module.branch.reduce(0) { $0 + $1.outputs }
    case .activation, .reshaping, .averaging, .other: 0
    }
  }
}
