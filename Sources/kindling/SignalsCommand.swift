import Datasets
import Figures
import Forms
import Foundation
import Lab
import Network
import Training

/// `kindling signals`: what every layer does while training starts.
enum SignalsCommand: Command {
  static let name = "signals"
  static let summary = "measure activations, gradients and updates of every layer over the first steps"
  static let help = """
    kindling signals: measure activations, gradients and updates of every layer at the beginning and over the first steps

    usage: kindling signals [OPTION…]

    Of what each layer puts out for the same training images: mean, variance and length, the correlation of two images,
    the shares of dead units and of saturated activations. Of its weights: the norm of their gradient, and by how much of
    their own norm the next step moves them. Beside lengths and correlations at the beginning stands what theory expects.

    \(ArchitectureOptions.help)\(CommonOptions.initializationHelp)
    measurement:
    \(options.help())\(CommonOptions.dataHelp)  --seed N             seed of the weights, of the order of the examples and of the images (default 1)
      --load FILE          measure the weights in FILE (safetensors, as PyTorch and NumPy write it) instead of drawing
      --csv                print comma-separated values, a row a moment and layer
      --json               print one JSON array, an object a moment and layer
      --jsonl              print JSON lines: an object a row, each on a line of its own
      --tensorboard DIR    write a TensorBoard event file into DIR too: a scalar for each measure and layer, by steps
    \(PictureOption.help("draw a measure over the layers, a line a moment"))  --measure NAME       what the picture shows: \(Signal.names)
                           (default length)

    examples:
      kindling signals --depth 20 --widths 100 --init lecun-normal
      kindling signals --depth 30 --widths 30 --activation tanh --steps 0,10,100 --csv
      kindling signals --network resnet:20 --dataset cifar-10 --steps 0,1,5 --picture gradient.png --measure gradient

    """

  /// What is measured where no option says otherwise.
  private static let standard = {
    var trial = SignalTrial.standard
    trial.data = .fashionMNIST
    return trial
  }()

  private static let options = FieldOptions(standard)

  static func run(_ arguments: Arguments) throws {
    var arguments = arguments
    let search = try CommonOptions.search(&arguments)
    let said = try options.parse(&arguments)
    try options.refuseOthers(than: said, &arguments)
    var trial: SignalTrial = try options.completed(said)
    trial.seed = try arguments.seed()
    let format = try Export.format(&arguments)
    let folder = try arguments.text("--tensorboard", expected: "a directory")
    let loaded = try CommonOptions.weightsFile("--load", &arguments)
    let picture = try PictureOption(&arguments)
    let signal: Signal = try PictureOption.measure(&arguments, of: picture) ?? .length
    try CommonOptions.refuseInit(beside: loaded, &arguments)
    trial.architecture = try ArchitectureOptions.parse(&arguments)
    trial.initialization = try CommonOptions.initialization(&arguments)
    try arguments.finish()
    do {
      try trial.check()
    } catch let error as FieldError where error.path == ["steps"] {
      throw UsageError("--steps: expected \(error.expected), found \(error.found)")
    }

    try picture?.check()
    let shelf = try DataShelf([trial.data], from: search)
    let events = try folder.map { try EventFile(in: URL(fileURLWithPath: $0)) }
    try CommonOptions.tell(of: trial.data, from: search)
    let outcome = try trial.run(on: shelf, from: loaded.map { try TensorFile(reading: $0) })
    try events?.add(trial)
    try events?.add(outcome)
    // Of weights that nobody drew theory knows nothing.
    let expectations = loaded == nil ? try trial.expectations(on: shelf) : []
    let group = SignalGroup([], trial, [outcome], expecting: expectations)
    let start = loaded.map { "weights from \($0.path)" } ?? trial.initialization.name
    let title = "\(trial.architecture.label); \(start); \(trial.data.title), seed \(trial.seed)"
    if let format {
      try Export.write(as: format) { write in
        for row in SignalRow.all(outcome, expecting: expectations) { try write(row) }
      }
    } else {
      try Output.line(SignalTable([], [group]).table("Signals: \(title)").text)
    }
    try picture.map { picture in
      try picture.write(
        SignalChart.overSteps(
          signal, of: group, file: picture.name, title: "\(signal.rawValue): \(title)"),
        otherwise: "no layer has a number above 0 as its '\(signal.rawValue)'")
    }
  }
}

extension Signal {
  /// The names of all measures, for help.
  fileprivate static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
