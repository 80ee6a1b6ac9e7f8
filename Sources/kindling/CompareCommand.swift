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

    several networks:
      --depth LIST         each of these depths, such as 10,30
      --widths LISTS       each of these widths, with / between, such as 30,10/15/20

    \(ArchitectureOptions.help)\(CommonOptions.initializationsHelp)
    comparison:
    \(fields.help())\(CommonOptions.dataHelp)  --seeds N            runs of each network, of seeds 1 to N (default 5)
      --networks N         networks over which lengths are measured (default 1000)
      --jobs N             runs at a time (default: one a core)
      --out DIR            where runs.db lies, which keeps the runs (default results)
      --json               print a JSON object
      --csv                print comma-separated values

    examples:
      kindling compare --init popular --depth 30 --width 30 --dataset mnist
      kindling compare --init he-normal,orthogonal-relu --depth 10,30,60 --widths 30,10/15 --seeds 20
      kindling compare --init he-normal,lecun-normal --architecture resnet-fc --depth 5,20 --scale 1/L --csv

    """

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
    if json, csv { throw UsageError("--csv: expected no --json beside it") }
    let initializations = try CommonOptions.initializations(&arguments)
    let architectures = try ArchitectureOptions.parseSeveral(&arguments)
    try arguments.finish()
    let networks = CommonOptions.networks(
      architectures, from: initializations, input: options.dataset.shape.extents)

    let store = try Store(folder.appendingPathComponent("runs.db"))
    let runner = Runner(jobs: jobs, search: search, store: store, progress: Progress())
    let comparison = try await Comparison.run(networks, options, on: runner)
    if json { return try Output.json(comparison) }
    let table = ComparisonTable(comparison)
    try Output.write(csv ? table.csv.text : table.table.text)
  }

  private static func options(_ arguments: inout Arguments) throws -> ComparisonOptions {
    let said = try fields.parse(&arguments)
    try fields.refuseOthers(than: said, &arguments)
    var options = standard
    options.trial = try fields.completed(said)
    options.seeds = try arguments.count("--seeds", most: 100_000) ?? options.seeds
    options.networks = try arguments.count("--networks") ?? options.networks
    return options
  }
}
