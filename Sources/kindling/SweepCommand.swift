import Cluster
import Datasets
import Figures
import Foundation
import Lab
import Network
import Papers
import Storage

/// `kindling sweep`: an experiment over axes.
enum SweepCommand: Command {
  static let name = "sweep"
  static let summary = "vary a trial along axes, from an experiment file or from options"
  static let help = """
    kindling sweep: vary a trial along axes, several runs of each setting, and print when they start, or their lengths

    usage: kindling sweep FILE [OPTION…]
           kindling sweep --axis NAME=VALUES… [OPTION…]

    FILE is an experiment file (JSON5; see experiments/ and --schema), or the name of an experiment that the program
    carries: \(PaperExperiment.all.map(\.name).joined(separator: ", ")).

    what is varied:
      --axis NAME=VALUES   an axis, or other values for an axis of the file; may be given several times, the first is
                           outermost. VALUES: 5,10,20, or lists as in [30,10],[20], or 5..50/5 (from..through/step), or
                           log:0.001..1/4 (four, each the same multiple of the one before). NAME: a field of the trial, such
                           as optimizer.rate, or
    \(SweepOptions.namesHelp)\
                           fields with + between take the same values: --axis depth+dimension=10..50/10
      --init LIST          the axis of initialisations: 'popular' for all, or a list such as he-normal,glorot-uniform
      --seeds SEEDS        runs of each setting: 20 for so many, independent ones; 1..20 for these seeds at every setting
                           (default 5)
    \(SweepOptions.claimHelp)\
    what stays the same (where there is a file, what it says in the place of the default):
      --set NAME=VALUE     a field of the trial, by the names that --axis takes; may be given several times
    \(SweepOptions.fieldsHelp)\
      --level LEVEL        quick or paper: what the file says for it (default paper)
    \(FieldHelp.lines("--kind KIND", "where there is no file (default start): \(TrialKind.names)"))\
      --name NAME          where there is no file, what the sweep and its files in DIR are called (default sweep): another
                           sweep of the same name writes its files over them

    \(ArchitectureOptions.help)running:
      --dry-run            tell how many runs there are, how many the store has already, and how long the rest takes at
                           most, measured on a small part of a few of them
      --jobs N             runs at a time (default: one a core)
    \(CommonOptions.dataHelp)  --out DIR            where results go (default results): a CSV file, and runs.db, from which an interrupted
                           sweep goes on
      --json               print one JSON object
      --watch              show on a terminal, in place of a line of progress, what 'kindling watch' would
      --plot               print bars of the result too where standard output is no terminal
    \(PictureOption.help("draw the result; of several pictures, as of heat maps, the first goes into FILE, and each other beside it with its number before the ending"))\
    \(SweepEvents.help)\
      --shard I/N          run part I of N alone, into OUT/shard-I-of-N.db; 'kindling merge' unites the parts. Within an
                           array or a step of Slurm, or under Open MPI's mpirun, the part is taken from there; --shard
                           1/1 runs all the same
      --slurm N            write an array of N jobs for Slurm, and a job that merges after it, into OUT (a folder that all
                           nodes see), with a copy of FILE for them to read, and print how to submit them
      --at-once N          let Slurm run N of them at a time, so that others have room
      --submit             submit them
      --sbatch OPTIONS     more options of sbatch, such as '--partition=long --time=2:00:00'
      --schema             print the JSON Schema of experiment files, for editors

    examples:
      kindling sweep --axis depth=5..50/5 --axis width=10,20,40 --init he-normal,glorot-uniform --seeds 20
      kindling sweep experiments/hanin-rolnick-2018/fig3.json --level quick --dry-run
      kindling sweep fig1b --axis depth=5,15 --axis rate=log:0.001..0.1/3 --seeds 10
      kindling sweep fig3 --out results/fig3 --watch
      kindling sweep --axis depth=5,10,20 --init he-normal,glorot-normal --picture starts.pdf --tensorboard logs
      kindling sweep --kind lengths --axis depth+dimension=10..50/10 --init popular --set networks=500 --name gains

    """

  static let words = PaperExperiment.all.map(\.name)

  /// How many settings are laid out without a word: a few seconds' worth.
  private static let silent = 10_000.0

  static func run(_ arguments: Arguments) async throws {
    var arguments = arguments
    if arguments.flag("--schema") {
      try arguments.finish()
      return try Output.line(Experiment.schema)
    }
    if let jobs = try SlurmJobs(&arguments) { return try jobs.write() }
    let search = try CommonOptions.search(&arguments)
    let jobs = try CommonOptions.jobs(&arguments)
    let folder = try CommonOptions.folder(&arguments)
    let json = arguments.flag("--json")
    let plot = try CommonOptions.plot(&arguments, json: json)
    let isDry = arguments.flag("--dry-run")
    let shard = try shard(&arguments)
    let (picture, events) = (try PictureOption(&arguments), try SweepEvents(&arguments))
    for (name, isGiven) in [("--picture", picture != nil), ("--tensorboard", events != nil)]
    where isGiven && shard != nil {
      throw UsageError(
        "\(name): expected the whole sweep, found a part: 'kindling merge' unites the parts, and the sweep again finds them"
      )
    }
    let isWatched = arguments.flag("--watch") && Terminal.current.isThere && !json && shard == nil
    let experiment = try SweepOptions.parse(&arguments)
    let file = folder.appendingPathComponent(shard?.storeName ?? "runs.db")
    if experiment.settings > Self.silent {
      Output.note("laying out \(Int(min(experiment.settings, 1e15))) settings")
    }
    if isDry {
      let dry = try DryRun(jobs: jobs, search: search, store: file)
      return try DryRun.tell(dry.estimate(experiment, shard), json: json)
    }
    try picture?.check()
    try events?.check()
    let store = try Store(file)
    let runner = Runner(
      jobs: jobs, search: search, store: store, progress: Output.progress(showsRuns: !isWatched),
      command: Output.commandLine)
    if let shard { return try await run(shard, of: experiment, on: runner, file, json: json) }
    let report = try await LiveView.showing(isWatched ? file : nil) {
      try await FigureReport.run(experiment, on: runner)
    }
    try Output.report(report, in: folder, json: json, plot: plot)
    try events?.write(experiment, in: store, search: search)
    try picture.map { try draw(report, to: $0, json: json) }
  }

  /// Draws all pictures of a report, and says which file shows what where there are several.
  private static func draw(_ report: FigureReport, to picture: PictureOption, json: Bool) throws {
    let files = try picture.write(
      report.charts, otherwise: report.undrawn.isEmpty ? "the sweep has none" : "nobody could read it")
    guard !json, files.count > 1 else { return }
    for (file, chart) in files { try Output.line("Written: \(file.path): \(chart.title)") }
  }

  /// The part that is asked for, or that a batch system has given to this process; nil for all.
  private static func shard(_ arguments: inout Arguments) throws -> Shard? {
    let expected = "a part and their number, such as 2/4"
    if let given = try arguments.value("--shard", expected: expected, Shard.init(_:)) {
      return given.count == 1 ? nil : given
    }
    guard let found = try Shard.fromEnvironment(ProcessInfo.processInfo.environment) else { return nil }
    guard found.shard.count > 1 else {
      Output.note("all of the sweep, for there is one part, as \(found.source) says")
      return nil
    }
    Output.note("part \(found.shard) of the sweep, as \(found.source) says; --shard 1/1 would run all of it")
    return found.shard
  }

  private struct ShardReport: Encodable {
    let shard: String
    let runs: Int
    let store: String
  }

  private static func run(
    _ shard: Shard, of experiment: Experiment, on runner: Runner, _ file: URL, json: Bool
  ) async throws {
    try runner.note(experiment)
    let runs = try await run(experiment.kind.trial, shard, of: experiment, on: runner)
    if json { return try Output.json(ShardReport(shard: "\(shard)", runs: runs, store: file.path)) }
    try Output.line("part \(shard): \(runs) runs in \(file.path); 'kindling merge' unites the parts")
  }

  private static func run<T: Trial>(
    _: T.Type, _ shard: Shard, of experiment: Experiment, on runner: Runner
  ) async throws -> Int {
    let trials = try shard.of(Grid<T>(experiment).trials)
    return try await runner.run(trials, title: "\(experiment.name) \(shard)").count
  }
}
