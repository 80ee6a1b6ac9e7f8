import Datasets
import Figures
import Foundation
import Lab
import Network
import Storage
import Training

/// `kindling compare`: initialisations side by side, trained and measured.
enum CompareCommand: Command {
  static let name = "compare"
  static let summary = "train networks under several initialisations and rank them by when they start"
  static let help = """
    kindling compare: train networks under several initialisations and rank them by when they start to learn

    usage: kindling compare [OPTION…]

    Beside the epochs to start stand the lengths before training, measured and by theory, and what kindling predict
    expects. What the store holds is not run again.

    comparison:
      --seeds N            runs of each network, of seeds 1 to N (default 5)
      --networks N         networks over which lengths are measured (default 1000)
      --jobs N             runs at a time (default: one a core)
      --out DIR            where runs.db lies, which keeps the runs (default results)
      --dry-run            tell how many runs there are, how many the store has already, and how long the rest takes at
                           most, measured on a small part of a few of them
      --json               print a JSON object
      --csv                print comma-separated values
    \(PictureOption.help("draw the epochs to start over networks, rates or initialisations, and how many started"))
    what is varied, beside the initialisation; what has no list takes its one value from below:
      --depth LIST         each of these depths, such as 10,30
      --widths LISTS       each of these widths, with / between, such as 30,10/15/20
      --activation LIST    each of these activations, such as relu,tanh
      --architecture LIST  each of these families, such as fc,resnet-fc
      --rate LIST          each of these learning rates, such as 0.001,0.01

    training:
    \(fields.help())\(CommonOptions.dataHelp)
    \(ArchitectureOptions.help)\(CommonOptions.initializationsHelp)\(residualHelp)
    examples:
      kindling compare --init popular --depth 30 --width 30 --dataset mnist
      kindling compare --init he-normal,orthogonal-relu --depth 10,30,60 --widths 30,10/15 --seeds 20
      kindling compare --init he-normal,lecun-normal --architecture fc,resnet-fc --depth 5,20 --scale 1/l^2 --csv
      kindling compare --init he-normal,glorot-normal --depth 10,20,30 --picture starts.pdf
      kindling compare --activation relu,tanh --rate 0.001,0.01,0.1 --depth 20 --dry-run
      kindling compare --network resnet:20 --with width=4 --init residual --dataset cifar-10 --rate 0.1 --batch 128

    """

  /// The word that stands for all methods of residual networks.
  private static let residual = "residual"

  private static let residualHelp =
    "                           or \(residual), the ways in which residual networks begin with and without normalisation:\n"
    + ResidualMethod.all.map { FieldHelp.lines("", "\($0.name): \($0.definition)", column: 29) }.joined()

  private static let standard = ComparisonOptions(dataset: .fashionMNIST)

  private static let fields = FieldOptions(standard.trial)

  static func run(_ arguments: Arguments) async throws {
    var arguments = arguments
    let search = try CommonOptions.search(&arguments)
    let options = try options(&arguments)
    let jobs = try CommonOptions.jobs(&arguments)
    let folder = try CommonOptions.folder(&arguments)
    let json = arguments.flag("--json")
    let csv = arguments.flag("--csv")
    let isDry = arguments.flag("--dry-run")
    let picture = try PictureOption(&arguments)
    if json, csv { throw UsageError("--csv: expected no --json beside it") }
    let hasMethods = arguments.takes("--init", residual)
    let initializations = hasMethods ? nil : try CommonOptions.initializations(&arguments)
    let architectures = try ArchitectureOptions.parseSeveral(&arguments)
    try arguments.finish()
    let input = options.dataset.shape.extents
    let networks =
      try initializations.map { initializations in
        CommonOptions.networks(architectures, from: initializations, input: input).map {
          ComparedNetwork($0.architecture, $0.initialization)
        }
      } ?? methods(of: architectures, input: input)

    let file = folder.appendingPathComponent("runs.db")
    if isDry {
      let dry = try DryRun(jobs: jobs, search: search, store: file)
      let (lengths, starts) = try Comparison.trials(of: networks, options)
      return try DryRun.tell(
        [("lengths", dry.estimate(lengths)), ("training", dry.estimate(starts))], json: json)
    }
    try picture?.check()
    let store = try Store(file)
    let runner = Runner(
      jobs: jobs, search: search, store: store, progress: Output.progress(), command: Output.commandLine)
    let comparison = try await Comparison.run(networks, options, on: runner)
    if json {
      try Output.json(comparison)
    } else {
      let table = ComparisonTable(comparison)
      try Output.write(csv ? table.csv.text : table.table.text)
    }
    try picture.map { picture in
      let chart = ComparisonChart(comparison)
      let refusal = chart.refusal
      try picture.write(
        refusal == nil ? chart.chart(picture.name) : nil, otherwise: refusal ?? "nothing was run")
    }
  }

  /// Every method on every network; those that do not fit are left out, with a line for each.
  ///
  /// - Throws: `UsageError` where none fits.
  private static func methods(
    of architectures: [Architecture], input: [Int]
  ) throws(UsageError) -> [ComparedNetwork] {
    var refusal: ArchitectureError?
    let networks = architectures.flatMap { architecture in
      ResidualMethod.all.compactMap { method -> ComparedNetwork? in
        do throws(ArchitectureError) {
          return try ComparedNetwork(architecture, method, input: input)
        } catch {
          refusal = error
          Output.note("left out: \(method.name) on \(architecture.label): \(error)")
          return nil
        }
      }
    }
    if networks.isEmpty, let refusal { throw UsageError("--init \(residual): \(refusal)") }
    return networks
  }

  private static func options(_ arguments: inout Arguments) throws -> ComparisonOptions {
    let rates = try arguments.list("--rate", of: "numbers of at least 0") { word in
      Double(word: word).flatMap { $0 >= 0 ? $0 : nil }
    }
    let said = try fields.parse(&arguments)
    try fields.refuseOthers(than: said, &arguments)
    var options = standard
    options.trial = try fields.completed(said)
    if let rates {
      options.rates = rates
      options.trial.optimizer.rate = rates[0]
    }
    options.seeds = try arguments.count("--seeds", most: 100_000) ?? options.seeds
    options.networks = try arguments.count("--networks") ?? options.networks
    return options
  }
}
