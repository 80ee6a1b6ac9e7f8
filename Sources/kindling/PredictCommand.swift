import Datasets
import Figures
import Foresight
import Lab
import Network
import Wording

/// `kindling predict`: what theory alone expects of a network.
enum PredictCommand: Command {
  static let name = "predict"
  static let multiplies = false
  static let summary = "tell what theory expects of a network before it is built, and what would mend it"
  static let help = """
    kindling predict: tell what theory expects of a network before it is built, and what would mend it

    usage: kindling predict [OPTION…]

    Nothing is drawn or trained and no data are needed. Trouble is told with the number that it rests on; the changes that
    are proposed are the smallest of their kind by which a new prediction finds no such trouble, and no other.

    \(ArchitectureOptions.help)\(CommonOptions.initializationsHelp)
    input:
      --dataset NAME       images of the shape of this set's, or of the files at this path (default fashion-mnist)
      --pairs N            tell too how alike N pairs of its images come out, which needs the data
    \(CommonOptions.dataHelp)  --dimension N        a vector instead, for \(ArchitectureOptions.takingVectors.alternatives)
      --json               print one JSON array, an object an initialisation
    \(PictureOption.help("draw what theory expects through the layers, a line an initialisation"))\
      --measure NAME       what the picture shows: length, correlation or gradient (default length)

    examples:
      kindling predict --depth 30 --width 30 --init lecun-normal
      kindling predict --depth 100 --widths 30,10
      kindling predict --architecture resnet-fc --depth 50 --scale 1
      kindling predict --depth 50 --init he-normal,glorot-normal,lecun-uniform --picture lengths.svg
      kindling predict --depth 50 --activation tanh --init glorot-normal,critical --picture c.svg --measure correlation
      kindling predict --architecture conv --depth 40 --features 64 --padding zero --dataset cifar-10 --init popular

    """

  static func run(_ arguments: Arguments) throws {
    var arguments = arguments
    let dataset = try CommonOptions.dataset(&arguments)
    let dimension = try arguments.count("--dimension")
    let search = try CommonOptions.search(&arguments)
    let pairs = try arguments.count("--pairs")
    let json = arguments.flag("--json")
    let picture = try PictureOption(&arguments)
    let measure: ForecastChart.Measure = try PictureOption.measure(&arguments, of: picture) ?? .length
    let architecture = try ArchitectureOptions.parse(&arguments)
    let initializations = try CommonOptions.initializations(&arguments)
    try arguments.finish()
    if let dimension {
      if dataset != nil { throw UsageError("--dimension: an image has its own; leave it out") }
      if pairs != nil { throw UsageError("--pairs: expected images, found --dimension") }
      if dimension > 1_000_000 {
        throw UsageError("--dimension: expected 1 to 1000000, found \(dimension)")
      }
    }
    try picture?.check()
    let input = dimension.map { [$0] } ?? (dataset ?? .fashionMNIST).shape.extents
    let networks = CommonOptions.networks([architecture], from: initializations, input: input)
    let forecasts = try networks.map { try Forecast($0.architecture, $0.initialization, input: input) }
    let extents = input.map(String.init).joined(separator: "×")
    let title = "What theory expects: \(architecture.label), input \(extents)"
    let images = try pairs.map { try Self.pairs($0, of: dataset ?? .fashionMNIST, search) }
    let sheets = try forecasts.map { forecast in
      ForecastSheet(forecast, pairs: try images?(forecast))
    }
    try tell(sheets, title, json: json)
    try picture.map { picture in
      try picture.write(
        ForecastChart.chart(measure, picture.name, title, forecasts),
        otherwise: "theory knows no \(measure.rawValue) of these networks")
    }
  }

  /// What becomes of pairs of a set's images in a network.
  private static func pairs(
    _ count: Int, of name: DatasetName, _ search: DataSearch
  ) throws -> (Forecast) throws -> ImagePairs.Outcome? {
    try CommonOptions.tell(of: name, from: search)
    let data = try DataShelf([name], from: search)[name]
    let pairs = ImagePairs(count, of: data)
    return { forecast in
      try pairs.outcome(
        forecast.architecture, forecast.initialization, input: forecast.input, classes: data.classes)
    }
  }

  private static func tell(_ sheets: [ForecastSheet], _ title: String, json: Bool) throws {
    if json { return try Output.json(sheets) }
    if let only = sheets.first, sheets.count == 1 { return try Output.write(only.text) }
    try Output.write(ForecastTable(sheets).table(title).text)
  }
}
