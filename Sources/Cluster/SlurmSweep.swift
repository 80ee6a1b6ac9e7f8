import Foundation
import Wording

/// A sweep in shards as two jobs of Slurm: an array with a task for every shard, and after it a job that merges their
/// stores.
///
/// Nothing depends on the environment or the directory that the jobs are submitted from.
public struct SlurmSweep: Sendable {
  private let name: String
  private let program: String
  private let command: [String]
  private let directory: String
  private let out: String
  private let shards: Int
  private let workers: Int
  private let atOnce: Int?
  private let options: String?

  /// Jobs of `shards` shards.
  ///
  /// - Parameters:
  ///   - name: The jobs' name in Slurm's lists.
  ///   - program: The absolute path of the program, the same on every node.
  ///   - command: The words after the program that run the sweep, without `--jobs`, `--out` and `--shard`.
  ///   - directory: The absolute path that relative paths in the command begin at.
  ///   - out: The absolute path of the folder for scripts, stores and the jobs' output, the same on every node.
  ///   - workers: Runs at a time in a shard, each on a core of its own.
  ///   - atOnce: How many shards may run at the same time; as many as the cluster lets where it is nil.
  ///   - options: More options for `sbatch`, as they are written in a script.
  /// - Throws: `SlurmError.unusable` where a word cannot stand in a script for Slurm.
  public init(
    name: String, program: String, command: [String], directory: String, out: String, shards: Int,
    workers: Int, atOnce: Int? = nil, options: String? = nil
  ) throws(SlurmError) {
    precondition(shards > 0 && workers > 0, "there is no sweep of \(shards) shards with \(workers) workers")
    for word in [name, program, directory, out, options ?? ""] + command
    where word.contains(where: \.isNewline) {
      throw .unusable(word, "a line break")
    }
    // Slurm takes it for a wish that the shard's number is not put into the name of its output.
    if out.contains("\\") { throw .unusable(out, "a backslash") }
    // The merging job, which has the same options, would be an array too.
    if let options, options.contains(#/(^|\s)(-a|--array)/#) { throw .unusable(options, "an array") }
    self.name = name
    self.program = program
    self.command = command
    self.directory = directory
    self.out = out
    self.shards = shards
    self.workers = workers
    self.atOnce = atOnce
    self.options = options
  }

  /// Where the array's script belongs.
  public var arrayFile: URL { URL(fileURLWithPath: out).appendingPathComponent("sweep.sh") }

  /// Where the merging job's script belongs.
  public var mergeFile: URL { URL(fileURLWithPath: out).appendingPathComponent("merge.sh") }

  /// The script of the array.
  ///
  /// The number of shards is written down, so that some of its tasks can be submitted again by themselves.
  public var arrayScript: String {
    let limit = atOnce.map { "%\($0)" } ?? ""
    return """
      \(head(name, cores: workers, output: "shard-%a-of-\(shards).log", more: ["--array=1-\(shards)\(limit)"]))
      cd \(shellWord(directory)) || exit 1
      exec \(words([program] + command)) --jobs "$SLURM_CPUS_PER_TASK" \\
        --out \(shellWord(out)) --shard "$SLURM_ARRAY_TASK_ID/\(shards)"

      """
  }

  /// The script of the job that merges the shards' stores into `runs.db`.
  public var mergeScript: String {
    """
    \(head("\(name)-merge", cores: 1, output: "merge.log"))
    exec \(words([program, "merge", "\(out)/shard-"])){1..\(shards)}-of-\(shards).db \\
      --out \(words(["\(out)/runs.db"]))

    """
  }

  /// The commands that submit both scripts, for a shell.
  public var commands: [String] {
    [
      "job=$(sbatch --parsable \(shellWord(arrayFile.path)))",
      "sbatch \(Self.after("${job%%;*}").joined(separator: " ")) \(shellWord(mergeFile.path))",
    ]
  }

  /// Slurm would keep a job whose condition can no longer be met for ever.
  static func after(_ job: String) -> [String] {
    ["--dependency=afterok:\(job)", "--kill-on-invalid-dep=yes"]
  }

  private func head(_ name: String, cores: Int, output: String, more: [String] = []) -> String {
    // In the name of an output %a is the shard's number, and %% a per cent sign.
    let folder = out.replacing("%", with: "%%")
    let options =
      ["--job-name=\(shellWord(name))"] + more
      + ["--cpus-per-task=\(cores)", "--output=\(shellWord("\(folder)/\(output)"))"]
      + (self.options.map { [$0] } ?? [])
    return (["#!/bin/bash"] + options.map { "#SBATCH \($0)" }).joined(separator: "\n")
  }

  private func words(_ words: [String]) -> String {
    words.map(shellWord).joined(separator: " ")
  }
}
