import Datasets
import Figures
import Foundation
import Lab
import Network

/// `kindling lengths`: the mean length of every layer.
enum LengthsCommand {
  static let help = """
    kindling lengths: measure the mean length M_j = ‖act_j‖²/n_j of every hidden layer over many initialisations

    usage: kindling lengths [OPTION…]

    \(ArchitectureOptions.help)\(CommonOptions.initializationHelp)
    measurement:
      --networks N         initialisations (default 1000)
      --dataset NAME       take a training image of this set as the input (default: a random unit vector each time)
      --image N            which image (default 0)
      --dimension N        the random input's dimension (default: the first layer's width)
    \(CommonOptions.dataHelp)  --seed N             seed of the networks (default 1)
      --json               print one JSON array, an object a layer

    examples:
      kindling lengths --depth 20 --init lecun-uniform
      kindling lengths --widths 30,10,30,10 --networks 10000 --json
      kindling lengths --depth 50 --widths 100 --dataset fashion-mnist --image 7

    """

  static func run(_ arguments: Arguments) throws {
    var arguments = arguments
    let search = try CommonOptions.search(&arguments)
    let dataset = try arguments.choice("--dataset", of: DatasetName.self)
    let image = try arguments.count("--image", least: 0)
    let dimension = try arguments.count("--dimension")
    let networks = try arguments.count("--networks") ?? 1000
    let seed = try arguments.seed()
    let json = arguments.flag("--json")
    let architecture = try ArchitectureOptions.parse(&arguments)
    let initialization = try CommonOptions.initialization(&arguments)
    try arguments.finish()
    if dataset == nil, image != nil { throw UsageError("--image: expected --dataset beside it, found none") }
    if dataset != nil, dimension != nil {
      throw UsageError("--dimension: an image has its own; leave it out")
    }

    let shelf = try DataShelf(dataset.map { [$0] } ?? [], from: search)
    if let dataset, let image, image >= shelf[dataset].train.count {
      let count = shelf[dataset].train.count
      throw UsageError("--image: expected 0 to \(count - 1), as \(dataset.rawValue) has, found \(image)")
    }
    let trial = LengthTrial(
      architecture: architecture, initialization: initialization,
      input: try input(dataset, image, dimension, architecture),
      networks: networks, seed: seed)
    try CommonOptions.tell(of: dataset, from: search)
    let measured = try trial.run(on: shelf)
    let prediction = try trial.prediction(on: shelf)
    let rows = measured.layers.indices.map {
      LengthComparison(
        initialization.name, layer: $0, measured.layers[$0], growths: measured.growths, prediction)
    }
    if json { return try Output.json(rows) }
    let title = "Mean lengths, layer by layer: \(initialization.name), \(networks) networks"
    try Output.line(LengthTable(rows).table(title).text)
  }

  /// An image where a set is named, else a random vector; images are all that convolutions take.
  private static func input(
    _ dataset: DatasetName?, _ image: Int?, _ dimension: Int?, _ architecture: Architecture
  ) throws -> LengthTrial.Input {
    if let dataset { return .image(set: dataset, index: image ?? 0) }
    switch architecture {
    case .fullyConnected(let network): return .unit(dimension: try dimension ?? network.hiddenWidths()[0])
    case .residual(let network): return .unit(dimension: dimension ?? network.width)
    case .convolutional, .convolutionalResidual:
      throw UsageError("--dataset: expected a set whose images the convolutions are given, found none")
    }
  }
}
