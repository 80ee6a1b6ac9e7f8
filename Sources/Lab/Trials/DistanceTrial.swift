import Datasets
import Forms
import Network
import Storage
import Training

/// How far points lie from the nearest boundary of their activation regions, at a network's beginning and while it learns
/// images (Hanin & Rolnick 2019, "Complexity of Linear Regions in Deep Networks", arXiv 1901.09021).
public struct DistanceTrial: MomentTrial {
  /// The data set.
  public var data: DatasetName
  /// How pixels become numbers.
  public var normalization: Normalization
  /// The network, of layers that are affine on each region.
  public var architecture: Architecture
  /// How its weights and biases are drawn.
  public var initialization: Initialization
  /// How it is trained.
  public var optimizer: Optimizer
  /// The number of examples in a step.
  public var batchSize: Int
  /// Whether an epoch leaves out a last batch of fewer examples.
  public var dropsPartialBatch: Bool
  /// When distances are measured: ascending numbers of epochs, to the nearest step. Training lasts until the last one.
  public var moments: [Double]
  /// How many points there are of each sort; of a set of fewer images all of these.
  public var points: Int
  /// The seed of weights, points and the order of the examples.
  public var seed: UInt64

  /// Where points come from.
  public enum Source: String, CaseIterable, Sendable {
    /// Images that are learnt.
    case training
    /// Images that are not.
    case test
    /// Normal numbers, of the mean and the deviation that each pixel has over the training images.
    case random
  }

  /// What a run found out.
  public struct Outcome: TrialOutcome {
    /// The number of hidden units.
    public let units: Int
    /// The distances, moment after moment; fewer than asked for where the run diverged.
    public let moments: [Moment]
    /// What was known at the end of each epoch.
    public let epochs: [EpochRecord]
    /// The step whose loss was infinite or not a number, if any.
    public let divergence: Int?

    /// The distances at one moment.
    public struct Moment: Hashable, Codable, Sendable {
      /// How many epochs had passed.
      public let epoch: Double
      /// Those of each sort of points.
      public let training, test, random: Distances
      /// The share of the training images that are named rightly.
      public let trainingAccuracy: Double
      /// The share of the test images that are named rightly.
      public let testAccuracy: Double

      /// What was found at a moment.
      package init(
        epoch: Double, trainingAccuracy: Double, testAccuracy: Double, _ distances: (Source) -> Distances
      ) {
        (self.epoch, self.trainingAccuracy, self.testAccuracy) = (epoch, trainingAccuracy, testAccuracy)
        (training, test, random) = (distances(.training), distances(.test), distances(.random))
      }

      /// The distances of a sort of points.
      public subscript(source: Source) -> Distances {
        switch source {
        case .training: training
        case .test: test
        case .random: random
        }
      }
    }

    /// What a run found out.
    package init(units: Int, moments: [Moment], epochs: [EpochRecord], divergence: Int?) {
      (self.units, self.moments, self.epochs, self.divergence) = (units, moments, epochs, divergence)
    }

    /// The hidden units; then moment by moment the epoch, the mean distances and the accuracies.
    public static let columns: [OutcomeColumn<Outcome>] =
      [.count("units", \.units), .numbers("epochs") { $0.moments.map(\.epoch) }]
      + Source.allCases.map { source in
        .numbers("\(source.rawValue)_distance") { $0.moments.map { $0[source].lengths.mean } }
      } + [
        .numbers("training_accuracy") { $0.moments.map(\.trainingAccuracy) },
        .numbers("test_accuracy") { $0.moments.map(\.testAccuracy) },
      ]

    /// How the run ended.
    public var result: RunResult { divergence.map { .diverged(step: $0) } ?? .measured }
  }

  /// Distances of points, those that are finite.
  public struct Distances: Hashable, Codable, Sendable {
    /// Their moments.
    public private(set) var lengths: LengthSummary
    /// Their natural logarithms.
    public private(set) var logarithms = LogHistogram()

    /// Distances of no point yet, or of those that a summary is of.
    package init(_ lengths: LengthSummary = LengthSummary()) { self.lengths = lengths }

    /// Takes in a point's distance; where a network has no boundary there is none.
    package mutating func add(_ distance: Double) {
      guard distance.isFinite else { return }
      lengths.add(distance)
      logarithms.add(distance)
    }
  }

  /// A trial of the paper's protocol unless said otherwise.
  public init(
    data: DatasetName, architecture: Architecture, initialization: Initialization, seed: UInt64,
    normalization: Normalization = .unit, optimizer: Optimizer = .adam(Adam()), batchSize: Int = 128,
    dropsPartialBatch: Bool = false, moments: [Double] = [0], points: Int = 10_000
  ) {
    (self.data, self.normalization) = (data, normalization)
    (self.architecture, self.initialization) = (architecture, initialization)
    (self.optimizer, self.batchSize, self.dropsPartialBatch) = (optimizer, batchSize, dropsPartialBatch)
    (self.moments, self.points, self.seed) = (moments, points, seed)
  }

  /// The name of this sort of trial in files.
  public static let kind = "distances"

  /// Epochs.
  public static let measuredOver = ["epoch"]

  /// The trial with every field at its default; biases have the paper's variance of 10⁻⁶.
  public static let standard = DistanceTrial(
    data: .mnist, architecture: .fullyConnected(.standard),
    initialization: RegionTrial.standard.initialization, seed: 0)

  /// What an experiment may say of such a trial; its seeds are said elsewhere.
  public static var form: ValueForm {
    .record([
      .dataset("data"), .normalization, .piecewiseArchitecture, .initialization, .optimizer, .batchSize,
      .dropsPartialBatch, .moments("distances are measured"),
      .init("points", .count(least: 1), "How many training, test and random points there are, each."),
    ])
  }

  /// The data set that the run needs.
  public var dataset: DatasetName? { data }

  var extents: [Int] { data.shape.extents }
  var classes: Int? { data.classes }
}
