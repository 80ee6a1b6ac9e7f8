import Bench
import Datasets
import Lab
import Network

/// Workloads that take no time, on data that need no files.
enum Small {
  static let trial = StartTrial(
    data: .synthetic, architecture: .fullyConnected(FullyConnected(.constant, depth: 2, widths: [3])),
    initialization: PopularInitialization.heNormal.initialization, seed: 1, batchSize: 1024)

  static let epochs = Workload("epochs", .epochs(trial))
  static let steps = Workload("steps", .steps(trial, images: 10 * 64 - 1))

  static let lengths = Workload(
    "lengths",
    .lengths(
      LengthTrial(
        architecture: .convolutional(ConvolutionalNetwork(depth: 2, features: 2, padding: .zero)),
        initialization: PopularInitialization.heNormal.initialization,
        input: .image(set: .syntheticColour, index: 0), networks: 3, seed: 1)))

  static func shelf() throws -> DataShelf { try made.get() }

  private static let made = Result {
    try DataShelf([.synthetic, .syntheticColour], from: DataSearch(directory: nil, environment: [:]))
  }
}
