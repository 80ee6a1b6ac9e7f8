import Cluster
import Foundation
import Storage
import Wording

/// `kindling sweep … --slurm N`: the sweep as jobs for a cluster.
struct SlurmJobs {
  private let jobs: SlurmSweep
  private let submits: Bool
  /// What the experiment's file held and where the jobs find it, whatever becomes of the file itself.
  private let frozen: (text: String, file: URL)?

  /// The jobs that the options ask for; nil where they ask for none.
  ///
  /// - Throws: `UsageError` or `ExperimentError` where the sweep itself cannot be run, before any job is submitted.
  init?(_ arguments: inout Arguments) throws {
    let shards = try arguments.count("--slurm")
    submits = arguments.flag("--submit")
    let options = try arguments.text("--sbatch", expected: "options of sbatch", mayBeOption: true)
    let atOnce = try arguments.count("--at-once")
    guard let shards else {
      let given = [("--submit", submits), ("--sbatch", options != nil), ("--at-once", atOnce != nil)]
      if let name = given.first(where: \.1)?.0 {
        throw UsageError("\(name): expected --slurm beside it, found none")
      }
      return nil
    }
    for name in ["--dry-run", "--json"] where arguments.flag(name) {
      throw UsageError("\(name): expected no --slurm beside it")
    }
    for name in ["--shard", "--picture", "--tensorboard"] where try arguments.text(name) != nil {
      throw UsageError("\(name): expected no --slurm beside it")
    }
    let workers = try arguments.count("--jobs", most: 1024) ?? 1
    let out = try CommonOptions.folder(&arguments)
    var words = arguments.rest
    _ = try CommonOptions.search(&arguments)
    let experiment = try SweepOptions.parse(&arguments)
    try experiment.check()
    frozen = try Self.frozen(&words, in: out)
    jobs = try SlurmSweep(
      name: fileName(experiment.name), program: Release.program.path, command: ["sweep"] + words,
      directory: FileManager.default.currentDirectoryPath,
      out: out.standardizedFileURL.path, shards: shards, workers: workers,
      atOnce: atOnce, options: options)
  }

  /// The experiment's file, whose place among the words its copy takes; nil where there is none.
  private static func frozen(_ words: inout [String], in out: URL) throws -> (text: String, file: URL)? {
    guard let word = words.first, !word.hasPrefix("-"), SweepOptions.carried(word) == nil else { return nil }
    let file = out.appendingPathComponent("experiment.json").standardizedFileURL
    // It was read before as an experiment.
    let text = try String(contentsOf: URL(fileURLWithPath: word), encoding: .utf8)
    words[0] = file.path
    return (text, file)
  }

  /// Writes the scripts, and submits them or prints how to.
  func write() throws {
    if let frozen { try Output.write(frozen.text, to: frozen.file) }
    try Output.write(jobs.arrayScript, to: jobs.arrayFile)
    try Output.write(jobs.mergeScript, to: jobs.mergeFile)
    guard submits else { return try Output.line(jobs.commands.joined(separator: "\n")) }
    let submitted = try jobs.submit(environment: ProcessInfo.processInfo.environment)
    try Output.line("submitted: job \(submitted.array), and \(submitted.merge) to merge its results")
  }
}
