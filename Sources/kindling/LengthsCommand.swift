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

    \(NetworkOptions.architectureHelp)
    measurement:
      --networks N         initialisations (default 1000)
      --dataset NAME       take a training image of this set as the input (default: a random unit vector each time)
      --image N            which image (default 0)
      --dimension N        the random input's dimension (default: the first layer's width)
    \(NetworkOptions.dataHelp)  --seed N             seed of the networks (default 1)
      --json               print one JSON array, an object a layer

    examples:
      kindling lengths --depth 20 --init lecun-uniform
      kindling lengths --widths 30,10,30,10 --networks 10000 --json
      kindling lengths --depth 50 --widths 100 --dataset fashion-mnist --image 7

    """

  static func run(_ arguments: Arguments) async throws {
    var arguments = arguments
    let search = try NetworkOptions.search(&arguments)
    let dataset = try arguments.choice("--dataset", of: DatasetName.self)
    let image = try arguments.count("--image", least: 0)
    let dimension = try arguments.count("--dimension")
    let networks = try arguments.count("--networks") ?? 1000
    let seed = try arguments.value("--seed", expected: "a whole number from 0", { UInt64($0) }) ?? 1
    let json = arguments.flag("--json")
    let architecture = try NetworkOptions.architecture(&arguments)
    let initialization = try NetworkOptions.initialization(&arguments)
    try arguments.finish()
    if dataset == nil, image != nil { throw UsageError("--image: expected --dataset beside it, found none") }
    if dataset != nil, dimension != nil {
      throw UsageError("--dimension: an image has its own; leave it out")
    }

    let widths = try architecture.hiddenWidths()
    let shelf = try DataShelf(dataset.map { [$0] } ?? [], from: search)
    if let dataset, let image, image >= shelf[dataset].train.count {
      let count = shelf[dataset].train.count
      throw UsageError("--image: expected 0 to \(count - 1), as \(dataset.rawValue) has, found \(image)")
    }
    let trial = LengthTrial(
      architecture: architecture, initialization: initialization,
      input: dataset.map { .image($0, index: image ?? 0) } ?? .unit(dimension: dimension ?? widths[0]),
      networks: networks, seed: seed)
    let measured = try trial.run(on: shelf)
    let prediction = try trial.prediction(on: shelf)
    let rows = widths.indices.map {
      LengthComparison(trial, layer: $0, measured.layers[$0], prediction)
    }
    if json { return try Output.json(rows) }
    let title = "Mean lengths, layer by layer: \(initialization.name), \(networks) networks"
    print(LengthTable(rows).table(title).text)
  }
}
