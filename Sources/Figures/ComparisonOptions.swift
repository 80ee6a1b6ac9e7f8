import Datasets
import Lab
import Training

/// How initialisations are compared: what is trained on, how, and how often.
public struct ComparisonOptions: Codable, Sendable {
  /// The data set; its first training image is what lengths are measured with.
  public var dataset: DatasetName
  /// The last epoch by whose end a run may start.
  public var epochLimit = 20
  /// The number of runs of each network; their seeds are 1, 2, 3 and so on.
  public var seeds = 5
  /// The number of networks over which lengths are measured.
  public var networks = 1000
  /// How networks are trained.
  public var optimizer = Optimizer.sgd(SGD())
  /// The number of examples in a step.
  public var batchSize = 1024

  /// Paper A's protocol, with fewer epochs, on a data set.
  public init(dataset: DatasetName) {
    self.dataset = dataset
  }

  /// The runs of a network, which differ in nothing but the seed.
  func startTrials(_ forecast: Forecast) -> [StartTrial] {
    (1...seeds).map { seed in
      StartTrial(
        data: dataset, architecture: forecast.architecture, initialization: forecast.initialization,
        seed: UInt64(seed), optimizer: optimizer, batchSize: batchSize,
        criterion: StartCriterion(epochLimit: epochLimit))
    }
  }

  /// The measurement of a network's lengths before training.
  func lengthTrial(_ forecast: Forecast) -> LengthTrial {
    LengthTrial(
      architecture: forecast.architecture, initialization: forecast.initialization,
      input: .image(set: dataset, index: 0), networks: networks, seed: 1)
  }
}
