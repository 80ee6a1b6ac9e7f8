import Datasets
import Lab
import Training

/// How initialisations are compared: what is trained on, how, and how often.
public struct ComparisonOptions: Sendable {
  /// The trial that all runs are but for the network and its initialisation; the first training image of its
  /// data set is what lengths are measured with.
  public var trial: StartTrial
  /// The learning rates that every network is trained at; the trial's own where there are none.
  public var rates: [Double] = []
  /// The number of runs of each network; their seeds are 1, 2, 3 and so on.
  public var seeds = 5
  /// The number of networks over which lengths are measured.
  public var networks = 1000

  /// Paper A's protocol, with fewer epochs, on a data set.
  public init(dataset: DatasetName) {
    trial = .standard
    trial.data = dataset
    trial.criterion.epochLimit = 20
  }

  /// The data set.
  public var dataset: DatasetName { trial.data }

  /// The last epoch by whose end a run may start.
  public var epochLimit: Int {
    get { trial.criterion.epochLimit }
    set { trial.criterion.epochLimit = newValue }
  }

  /// The learning rates, one at least, each once.
  var differentRates: [Double] {
    rates.isEmpty ? [trial.optimizer.rate] : distinct(rates)
  }

  /// The runs of a network at a learning rate, which differ in nothing but the seed.
  func startTrials(_ network: ComparedNetwork, rate: Double) -> [StartTrial] {
    (1...seeds).map { seed in
      var trial = trial
      trial.optimizer.rate = rate
      (trial.architecture, trial.initialization) = (network.architecture, network.initialization)
      trial.seed = UInt64(seed)
      return trial
    }
  }

  /// The measurement of a network's lengths before training.
  func lengthTrial(_ network: ComparedNetwork) -> LengthTrial {
    LengthTrial(
      architecture: network.architecture, initialization: network.initialization,
      input: .image(set: dataset, index: 0), networks: networks, seed: 1)
  }
}

extension ComparisonOptions: Encodable {
  private enum CodingKeys: String, CodingKey {
    case dataset
    case epochLimit
    case threshold
    case seeds
    case networks
    case optimizer
    case rates
    case batchSize
    case normalization
  }

  /// Writes what all runs have in common beside how many there are.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(dataset, forKey: .dataset)
    try container.encode(epochLimit, forKey: .epochLimit)
    try container.encode(trial.criterion.accuracy, forKey: .threshold)
    try container.encode(seeds, forKey: .seeds)
    try container.encode(networks, forKey: .networks)
    try container.encode(trial.optimizer, forKey: .optimizer)
    try container.encode(differentRates, forKey: .rates)
    try container.encode(trial.batchSize, forKey: .batchSize)
    try container.encode(trial.normalization, forKey: .normalization)
  }
}
