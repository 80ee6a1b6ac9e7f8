import Datasets
import Network
import Training

/// The trials of figure 1 of Hanin and Rolnick 2018: networks as wide as they are deep, under several initialisations.
public struct Figure1: Sendable {
  /// The initialisations, outermost in the order of trials.
  public var initializations: [PopularInitialization]
  /// The depths, which are the widths too.
  public var depths: [Int]
  /// How many networks a mean length is taken over.
  public var networks: Int
  /// How many runs there are of each setting, innermost; their seeds are 1, 2, ….
  public var runs: Int
  /// The last epoch by whose end a run may start.
  public var epochLimit: Int

  /// Figure 1(a) at a level.
  ///
  /// The paper takes 1,000 networks. With width = depth = d, Var[M_d] is (1 + 5/d)^d − 1 = 57 to 131 times the squared
  /// mean, so only 4,000 make the mean's standard error less than a quarter of it at every depth.
  public static func lengths(_ level: Level) -> Figure1 {
    Figure1(
      initializations: initializations,
      depths: Array(stride(from: 10, through: level == .quick ? 50 : 100, by: 10)),
      networks: 4000, runs: 1, epochLimit: 0)
  }

  /// Figure 1(b) at a level.
  public static func starts(_ level: Level) -> Figure1 {
    switch level {
    case .quick:
      Figure1(initializations: initializations, depths: [10, 20, 40], networks: 0, runs: 3, epochLimit: 10)
    case .paper:
      Figure1(
        initializations: initializations, depths: Array(stride(from: 10, through: 100, by: 10)), networks: 0,
        runs: 5, epochLimit: 100)
    }
  }

  private static let initializations: [PopularInitialization] = [
    .heNormal, .heUniform, .heTruncated, .heDoubled, .glorotNormal, .glorotUniform, .lecunNormal,
    .lecunUniform,
  ]

  /// The trials of part (a): the last layer's mean length for a random unit input as wide as the network.
  ///
  /// Each has a seed of its own: normal laws that differ in the variance alone would else give the same networks up to
  /// a factor, and look like so many confirmations.
  public var lengthTrials: [LengthTrial] {
    let settings = initializations.flatMap { named in depths.map { (named, $0) } }
    return settings.enumerated().map { number, setting in
      LengthTrial(
        architecture: FullyConnected(.square, depth: setting.1), initialization: setting.0.initialization,
        input: .unit(dimension: setting.1), networks: networks, seed: UInt64(number + 1))
    }
  }

  /// The trials of part (b): training until 20 % test accuracy.
  public func startTrials(on data: DatasetName) -> [StartTrial] {
    initializations.flatMap { named in
      depths.flatMap { depth in
        (0..<runs).map {
          StartTrial(
            data: data, architecture: FullyConnected(.square, depth: depth),
            initialization: named.initialization, seed: UInt64($0 + 1),
            criterion: StartCriterion(epochLimit: epochLimit))
        }
      }
    }
  }
}
