import Datasets
import Figures
import Forms
import Foundation
import Lab
import Network

/// `kindling lengths`: the mean length of every layer.
enum LengthsCommand: Command {
  static let name = "lengths"
  static let summary = "measure the mean length of every layer over many initialisations, theory beside it"
  static let help = """
    kindling lengths: measure the mean length M_j = ‖act_j‖²/n_j of every hidden layer over many initialisations

    usage: kindling lengths [OPTION…]

    \(ArchitectureOptions.help)\(CommonOptions.initializationsHelp)
    measurement:
    \(options.help(
      defaults: ["set": "a random unit vector each time", "index": "0", "dimension": "the first layer's width"],
      sentences: ["set": "The set that a training image is taken from as the input."]))\
    \(CommonOptions.dataHelp)  --seed N             seed of the networks (default 1)
      --json               print one JSON array, an object a layer of each initialisation
    \(PictureOption.help("draw mean lengths through the layers, a line an initialisation, and theory's beside it"))
    examples:
      kindling lengths --depth 20 --init lecun-uniform
      kindling lengths --widths 30,10,30,10 --networks 10000 --json
      kindling lengths --depth 50 --widths 100 --dataset fashion-mnist --image 7
      kindling lengths --depth 30 --init he-normal,glorot-normal,lecun-uniform --picture lengths.pdf

    """

  private static let options = FieldOptions(LengthTrial.standard)

  static func run(_ arguments: Arguments) throws {
    var arguments = arguments
    let search = try CommonOptions.search(&arguments)
    let said = try options.parse(&arguments)
    let (unit, image) = (said["input"]?["unit"], said["input"]?["image"])
    let seed = try arguments.seed()
    let json = arguments.flag("--json")
    let architecture = try ArchitectureOptions.parse(&arguments)
    let initializations = try CommonOptions.initializations(&arguments)
    let picture = try PictureOption(&arguments)
    try arguments.finish()
    if let image, image["set"] == nil {
      throw UsageError("--image: expected --dataset beside it, found none")
    }
    if image != nil, unit != nil { throw UsageError("--dimension: an image has its own; leave it out") }

    var trial: LengthTrial = try options.completed(withInput(said, architecture))
    (trial.architecture, trial.seed) = (architecture, seed)
    try picture?.check()
    let shelf = try DataShelf(trial.dataset.map { [$0] } ?? [], from: search)
    if case .image(let set, let index) = trial.input, index >= shelf[set].train.count {
      let count = shelf[set].train.count
      throw UsageError("--image: expected 0 to \(count - 1), as \(set.rawValue) has, found \(index)")
    }
    try CommonOptions.tell(of: trial.dataset, from: search)
    let networks = CommonOptions.networks([architecture], from: initializations, input: trial.extents)
    let groups = try networks.map { try measure(trial, $0.initialization, on: shelf) }
    let rows = groups.flatMap { group in
      group.outcome.layers.indices.map {
        group.comparison(group.trial.initialization.name, layer: $0 + 1)
      }
    }
    let names = groups.map(\.trial.initialization.name).joined(separator: ", ")
    let heading = "Mean lengths, layer by layer"
    if json {
      try Output.json(rows)
    } else {
      let title = "\(heading): \(names), \(trial.networks) networks"
      try Output.line(LengthTable(rows).table(title).text)
    }
    try picture.map { picture in
      let title = "\(heading): \(architecture.label), \(trial.networks) networks"
      try picture.write(
        LengthsChart.chart(picture.name, title, groups), otherwise: "no length has a place on its scale")
    }
  }

  private static func measure(
    _ trial: LengthTrial, _ initialization: Initialization, on shelf: DataShelf
  ) throws -> LengthGroup {
    var trial = trial
    trial.initialization = initialization
    return LengthGroup([], trial, [try trial.run(on: shelf)], try trial.prediction(on: shelf))
  }

  /// What is said, with the first image of a set that is named, or else with a random vector of as many
  /// numbers as the first layer is wide; images are all that convolutions take.
  private static func withInput(_ said: JSONValue, _ architecture: Architecture) throws -> JSONValue {
    let isImage = said["input"]?["image"] != nil
    guard let dimension = try isImage ? 0 : architecture.family.inputWidth() else {
      throw UsageError("--dataset: expected a set whose images the convolutions are given, found none")
    }
    let path = isImage ? ["input", "image", "index"] : ["input", "unit", "dimension"]
    return JSONValue(.integer(dimension), at: path).overlaid(with: said)
  }
}
