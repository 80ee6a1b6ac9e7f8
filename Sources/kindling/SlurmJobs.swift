import Cluster
import Foundation
import Storage
import Wording

/// `kindling sweep … --slurm N`: the sweep as jobs for a cluster.
struct SlurmJobs {
  private let jobs: SlurmSweep
  private let submits: Bool

  /// The jobs that the options ask for; nil where they ask for none.
  ///
  /// - Throws: `UsageError` or `ExperimentError` where the sweep itself cannot be run, before any job is submitted.
  init?(_ arguments: inout Arguments) throws {
    let shards = try arguments.count("--slurm")
    submits = arguments.flag("--submit")
    let options = try arguments.text("--sbatch", expected: "options of sbatch", mayBeOption: true)
    guard let shards else {
      if submits { throw UsageError("--submit: expected --slurm beside it, found none") }
      if options != nil { throw UsageError("--sbatch: expected --slurm beside it, found none") }
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
    let words = arguments.rest
    _ = try CommonOptions.search(&arguments)
    let experiment = try SweepOptions.parse(&arguments)
    try experiment.check()
    jobs = try SlurmSweep(
      name: fileName(experiment.name), program: Release.program.path, command: ["sweep"] + words,
      directory: FileManager.default.currentDirectoryPath,
      out: out.standardizedFileURL.path, shards: shards, workers: workers,
      options: options)
  }

  /// Writes the scripts, and submits them or prints how to.
  func write() throws {
    try Output.write(jobs.arrayScript, to: jobs.arrayFile)
    try Output.write(jobs.mergeScript, to: jobs.mergeFile)
    guard submits else { return try Output.line(jobs.commands.joined(separator: "\n")) }
    let submitted = try jobs.submit(environment: ProcessInfo.processInfo.environment)
    try Output.line("submitted: job \(submitted.array), and \(submitted.merge) to merge its results")
  }
}
