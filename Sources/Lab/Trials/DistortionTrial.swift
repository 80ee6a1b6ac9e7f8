import Autodiff
import Datasets
import Forms
import Foundation
import Network
import Storage
import Training

/// By how much networks stretch segments and parallelograms, at their beginning and while they learn (paper E).
///
/// The distortion of a segment is the length of its image over its own, and that of a parallelogram the area of its image over its
/// own.
public struct DistortionTrial: Trial {
  /// The network, of layers that are affine on each region; on segments any activation will do.
  public var architecture: Architecture
  /// How its weights are drawn.
  public var initialization: Initialization
  /// Whose images are measured, and what is learnt.
  public var input: Input
  /// How pixels become numbers.
  public var normalization: Normalization
  /// How it is trained.
  public var optimizer: Optimizer
  /// The number of examples in a step.
  public var batchSize: Int
  /// After how many epochs images are measured, ascending; training lasts until the last one.
  public var moments: [Int]
  /// The seed of weights, segments and the order of the examples.
  public var seed: UInt64

  /// Whose images are measured, and what is learnt.
  public enum Input: Hashable, Codable, Sendable {
    /// Nothing is learnt. A segment of length 1 in a random direction about a random point of length 1, another for each of so
    /// many networks.
    case segment(dimension: Int, networks: Int)
    /// Nothing is learnt. A parallelogram of two sides of length 1 in random directions about a random point of length 1.
    case parallelogram(dimension: Int, networks: Int)
    /// A set of images, which one network learns. So many segments, each from one random training image to another.
    case images(set: DatasetName, count: Int)
  }

  /// What a run found out.
  public struct Outcome: TrialOutcome {
    /// The distortions, moment after moment; fewer than asked for where the run diverged.
    public let moments: [Moment]
    /// What was known at the end of each epoch.
    public let epochs: [EpochRecord]
    /// The step whose loss was infinite or not a number, if any.
    public let divergence: Int?

    /// Of which powers of the distortion means are kept.
    public static let powers = [1, 2, 3]

    /// The distortions at one moment.
    public struct Moment: Hashable, Codable, Sendable {
      /// How many epochs had passed.
      public let epoch: Int
      /// The distortion to each of `Outcome.powers`: of every network its mean over segments.
      public internal(set) var powers: [LengthSummary]

      /// What was found at a moment.
      package init(epoch: Int, powers: [LengthSummary]) {
        self.epoch = epoch
        self.powers = powers
      }

      /// A moment of no network yet.
      init(epoch: Int) {
        self.init(epoch: epoch, powers: Outcome.powers.map { _ in LengthSummary() })
      }

      /// Takes in one network by the distortions of its segments.
      mutating func add(_ distortions: [Double]) {
        for (place, power) in Outcome.powers.enumerated() {
          let sum = distortions.reduce(0) { $0 + pow($1, Double(power)) }
          powers[place].add(sum / Double(distortions.count))
        }
      }
    }

    /// What a run found out.
    package init(moments: [Moment], epochs: [EpochRecord] = [], divergence: Int? = nil) {
      self.moments = moments
      self.epochs = epochs
      self.divergence = divergence
    }

    /// Moment by moment the epoch, the mean distortion with its standard error, and the means of its square and its cube.
    public static let columns: [OutcomeColumn<Outcome>] = [
      .counts("epochs") { $0.moments.map(\.epoch) },
      .numbers("distortion") { $0.moments.map(\.powers[0].mean) },
      .numbers("distortion_error") { $0.moments.map(\.powers[0].standardError) },
      .numbers("squared_distortion") { $0.moments.map(\.powers[1].mean) },
      .numbers("cubed_distortion") { $0.moments.map(\.powers[2].mean) },
    ]

    /// How the run ended.
    public var result: RunResult { divergence.map { .diverged(step: $0) } ?? .measured }
  }

  /// A trial, trained as paper B trains unless said otherwise.
  public init(
    architecture: Architecture, initialization: Initialization, input: Input, seed: UInt64,
    optimizer: Optimizer = .adam(Adam()), batchSize: Int = 128, moments: [Int] = [0],
    normalization: Normalization = .unit
  ) {
    self.architecture = architecture
    self.initialization = initialization
    self.input = input
    self.normalization = normalization
    self.optimizer = optimizer
    self.batchSize = batchSize
    self.moments = moments
    self.seed = seed
  }

  /// The name of this sort of trial in files.
  public static let kind = "distortion"

  /// Epochs.
  public static let measuredOver = ["epoch"]

  /// The trial with every field at its default.
  public static let standard = DistortionTrial(
    architecture: .fullyConnected(.standard),
    initialization: PopularInitialization.heNormal.initialization,
    input: .segment(dimension: 10, networks: 1000), seed: 0)

  /// The data set that the run needs, if any.
  public var dataset: DatasetName? { if case .images(let set, _) = input { set } else { nil } }

  /// The number of multiplications, about, of training and of measuring.
  public var cost: Double {
    let layers = (try? layers) ?? []
    let training = 3 * Double(moments.last ?? 0) * (dataset?.trainingCount ?? 0)
    return training * NetworkSize(layers, input: extents).multiplications + measuring(layers)
  }

  /// The network with its gradients, and the work of all that is measured.
  ///
  /// - Throws: `ArchitectureError`.
  public func demand() throws -> Demand {
    let layers = try layers
    let size = NetworkSize(layers, input: extents)
    var demand = Demand(drawing: Double(networks), size)
    let segments = if case .images(_, let count) = input { Double(count) } else { 1.0 }
    demand.bytes += 2 * segments * extents.reduce(1) { $0 * Double($1) } * Double(MemoryLayout<Double>.size)
    demand.multiplications += measuring(layers)
    return demand
  }

  /// The multiplications, about, of measuring: of one pass a part, about as many parts of a segment as there are units, and of
  /// a parallelogram half the square of that.
  private func measuring(_ layers: [Layer]) -> Double {
    let size = NetworkSize(layers, input: extents)
    let parts = dimension == 1 ? size.activations : size.activations * size.activations / 2
    let pieces = if case .images(_, let count) = input { Double(count) } else { Double(networks) }
    return Double(moments.count) * pieces * parts * size.multiplications
  }

  /// A few of the trial's networks, or its first epoch.
  public var sample: TrialSample<DistortionTrial> {
    var few = self
    switch input {
    case .segment(let dimension, let networks):
      few.input = .segment(dimension: dimension, networks: min(networks, 20))
      return TrialSample(few, count: Double(networks) / Double(few.networks))
    case .parallelogram(let dimension, let networks):
      few.input = .parallelogram(dimension: dimension, networks: min(networks, 20))
      return TrialSample(few, count: Double(networks) / Double(few.networks))
    case .images:
      few.moments = [min(moments.last ?? 0, 1)]
      return TrialSample(
        few, count: Double(max(moments.last ?? 0, moments.count)), imagesThatTake: few.cost)
    }
  }

  /// The layers of the network: those that learn end with a linear one of as many outputs as there are classes.
  ///
  /// - Throws: `ArchitectureError`.
  package var layers: [Layer] {
    get throws(ArchitectureError) { try architecture.layers(input: extents, classes: dataset?.classes) }
  }

  /// The extents of one input.
  var extents: [Int] {
    switch input {
    case .segment(let dimension, _), .parallelogram(let dimension, _): [dimension]
    case .images(let set, _): set.shape.extents
    }
  }

  /// How many networks are measured.
  package var networks: Int {
    switch input {
    case .segment(_, let networks), .parallelogram(_, let networks): networks
    case .images: 1
    }
  }

  /// The dimension of what is measured: 1 for lengths and 2 for areas.
  package var dimension: Int { if case .parallelogram = input { 2 } else { 1 } }
}
