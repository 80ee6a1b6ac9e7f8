import Autodiff
import Figures
import Foundation
import Lab
import Network
import Page
import Randomness
import Regions
import Wording

/// `kindling regions`: the activation regions of one network on the plane.
enum RegionsCommand: Command {
  static let name = "regions"
  static let summary = "count the activation regions of a network on the plane, and draw them"
  static let help = """
    kindling regions: count the activation regions of a network of two inputs on the plane, exactly, and draw them

    usage: kindling regions [OPTION…]

    \(ArchitectureOptions.help)\(CommonOptions.initializationHelp)
    regions:
      --biases VARIANCE    variance of the normal biases (default 1e-6, paper B's; the initialisation's own biases where
                           it has some)
      --window HALF        count within the square from -HALF to HALF alone
      --picture FILE       draw the square's regions, coloured by the linear map of the first output; needs --window.
                           FILE ends in .svg, or in .png or .pdf, which 'make setup' makes possible
      --dataset NAME       let the network learn a set of images instead, as paper B's do, and draw how the regions of the
                           plane through the origin and two training images change: a picture that moves, in .svg
                           alone; the window is in units of the two images
    \(CommonOptions.dataHelp)  --steps LIST         after which steps of learning, ascending, with commas between
                           (default \(RegionFilmOptions.standard))
      --seed N             seed of the network (default 1)
      --json               print one JSON object

    examples:
      kindling regions --depth 3 --widths 32
      kindling regions --depth 3 --widths 10 --biases 0.1 --window 2 --picture regions.svg
      kindling regions --depth 3 --widths 10 --dataset mnist --window 2 --picture learning.svg

    """

  /// How many multiplications of a count are made without a word: some seconds.
  private static let silent = 1e10

  private struct Report: Encodable {
    let units: Int
    let regions: Int
    let afterLayer: [Int]
    let expected: Double
  }

  static func run(_ arguments: Arguments) throws {
    var arguments = arguments
    let variance = try arguments.value("--biases", expected: "a variance from 0", number)
    let half = try arguments.value("--window", expected: "a number above 0") {
      number($0).flatMap { $0 > 0 ? $0 : nil }
    }
    let picture = try PictureOption(&arguments, isChart: false)
    let seed = try arguments.seed()
    let json = arguments.flag("--json")
    let film = try RegionFilmOptions(&arguments)
    let architecture = try ArchitectureOptions.parse(&arguments)
    var initialization = try CommonOptions.initialization(&arguments)
    try arguments.finish()
    if picture != nil, half == nil { throw UsageError("--picture: expected --window beside it, found none") }
    if variance != nil || initialization.biases == .zero {
      initialization.biases = Initializer(.normal, gain: variance ?? 1e-6, over: .one)
    }

    if let film {
      guard let picture, let half else {
        throw UsageError("--dataset: expected --window and --picture beside it, found neither, or one")
      }
      return try film.draw(architecture, initialization, seed, window: half, picture, json: json)
    }
    let trial = RegionTrial(
      architecture: architecture, initialization: initialization, input: .space(dimension: 2), seed: seed)
    try picture?.check(isDrawn: true)
    let demand = try trial.demand()
    try demand.check()
    if demand.multiplications > Self.silent {
      Output.note(
        "counting takes about \(String(format: "%.0e", demand.multiplications)) multiplications; Ctrl-C ends it"
      )
    }
    let network = try network(architecture, initialization, seed)
    let plane = try Plane(throughOriginAnd: [1, 0], [0, 1])
    let window = try half.map { try Window(s: -$0...$0, t: -$0...$0) }
    var drawn: [Region] = []
    let count = try network.regions(
      on: plane, within: window, visit: picture == nil ? nil : { drawn.append($0) })
    let units = network.hiddenWidths.reduce(0, +)
    let report = Report(
      units: units, regions: count.total, afterLayer: count.afterLayer, expected: Double(units * units) / 2)
    if let picture, let window {
      let title =
        "\(count.total) activation regions of \(architecture.summary), \(initialization.name), seed \(seed)"
      try picture.write(RegionMap(drawn, in: window, title: title).svg)
    }
    if json { return try Output.json(report) }
    let layers = count.afterLayer.map(String.init).joined(separator: ", ")
    try Output.line(
      """
      \(architecture.summary); \(initialization.name); seed \(seed)
      \(count.total) regions\(half.map { " within ±\($0)" } ?? " on the whole plane"); after each hidden layer: \(layers)
      \(units) units in general position make about N²/2 = \(String(format: "%.0f", report.expected)) on the whole plane
      """)
  }

  private static func number(_ text: String) -> Double? {
    Double(word: text).flatMap { $0 >= 0 ? $0 : nil }
  }

  private static func network(
    _ architecture: Architecture, _ initialization: Initialization, _ seed: UInt64
  ) throws -> ReLUNetwork {
    let layers = try architecture.layers(input: [2], classes: 1)
    var recording = Recording()
    let network = try Network(layers, beginning: initialization, input: [2], into: &recording)
    var workspace = Workspace(Plan(recording, keeping: [network.output]), capacity: 1)
    network.initialize(&workspace, from: RandomKey(seed: seed))
    return try ReLUNetwork(layers, input: [2], in: workspace)
  }
}
