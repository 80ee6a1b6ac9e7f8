import Foundation
import TestSupport
import Testing

/// Sweeps from files and from options, whole, in parts and as jobs.
@Suite struct SweepCommandTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
  }

  private static let sweep = [
    "sweep", "--dataset", "synthetic", "--axis", "depth=1..3", "--axis", "width=4,6", "--init",
    "he-normal,zeros",
    "--seeds", "2", "--epochs", "1",
  ]

  private func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Program.Result {
    try Program.run(arguments, in: folder.path, environment: environment)
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func theWholeAndItsPartsHaveTheSameRuns() throws {
    let whole = try run(Self.sweep + ["--out", "whole"])
    #expect(whole.code == 0)
    #expect(whole.output.contains("width ↓  depth →"))
    for part in 1...3 {
      let result = try run(Self.sweep + ["--out", "parts", "--shard", "\(part)/3"])
      #expect(result.code == 0)
      #expect(result.output.hasPrefix("part \(part)/3: 8 runs in "))
    }
    let stores = (1...3).map { "parts/shard-\($0)-of-3.db" }
    #expect(
      try run(["merge"] + stores + ["--out", "parts/runs.db"]).output.contains("parts/runs.db: 24 runs"))
    // The whole sweep finds all its runs in the parts.
    let again = try run(Self.sweep + ["--out", "parts", "--dry-run", "--json"])
    #expect(try object(again.output)["found"] as? Int == 24)
    let merged = try run(["merge", "whole/runs.db", "parts/runs.db"])
    #expect(merged.output.contains("parts/runs.db: 0 runs added, 24 there already\n"))
  }

  /// Trials of regions name their data set beside their planes or lines.
  @Test func anotherDataSetCanBeTakenForEverySortOfTrial() throws {
    for (file, runs) in [("regions-training", 6), ("regions-lines", 6), ("fig1b", 30)] {
      let words = ["sweep", file, "--level", "quick", "--seeds", "3", "--dry-run", "--json"]
      let result = try run(words + ["--dataset", "synthetic"])
      #expect(result.code == 0)
      #expect(try object(result.output)["runs"] as? Int == runs)
    }
  }

  /// Names with numbers keep them, commas and all.
  @Test func initialisationsWithNumbersCanBeSwept() throws {
    let list = "variance-scaling:2,fan-in,uniform,normal:0.3,kaiming-normal"
    let words = [
      "sweep", "--dataset", "synthetic", "--axis", "depth=2", "--init", list, "--dry-run", "--json",
    ]
    let result = try run(words)
    #expect(result.code == 0, "\(result.errors)")
    #expect(try object(result.output)["runs"] as? Int == 15)
    let torn = try run(["sweep", "--axis", "depth=2", "--init", "variance-scaling:2,fan-in", "--dry-run"])
    #expect(torn.code == 2 && torn.errors.contains("--init: expected "))
  }

  @Test func popularAreThoseThatFitEverySetting() throws {
    let result = try run([
      "sweep", "--dataset", "synthetic", "--axis", "width=4,5", "--depth", "2", "--init", "popular",
      "--seeds", "1",
      "--dry-run",
    ])
    #expect(result.output.hasPrefix("38 runs"))
    #expect(
      result.errors.contains(
        "left out: sweep: at width 5, init gsm: hidden1: expected an even number of units"))
  }

  @Test func aTaskOfAnArrayRunsItsPartAndSaysSo() throws {
    let array = [
      "SLURM_ARRAY_TASK_ID": "2", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_MAX": "4",
      "SLURM_ARRAY_TASK_STEP": "1", "SLURM_ARRAY_TASK_COUNT": "4",
    ]
    let part = try run(Self.sweep + ["--dry-run"], environment: array)
    #expect(part.errors.contains("part 2/4 of the sweep, as SLURM_ARRAY_TASK_ID says"))
    #expect(part.output.hasPrefix("6 runs, 0 of them in the store"))
    #expect(
      try run(Self.sweep + ["--dry-run", "--shard", "1/1"], environment: array).output.hasPrefix("24 runs"))
    // As in a shell that srun began.
    let alone = try run(
      Self.sweep + ["--dry-run"], environment: ["SLURM_PROCID": "0", "SLURM_STEP_NUM_TASKS": "1"])
    #expect(alone.output.hasPrefix("24 runs"))
    #expect(alone.errors.contains("all of the sweep, for there is one part, as SLURM_PROCID says"))
  }

  @Test func jobsAreWrittenAndRunAsTheyStand() throws {
    let result = try run(Self.sweep + ["--slurm", "2", "--out", "my jobs", "--sbatch", "--time=1:00:00"])
    #expect(result.code == 0)
    #expect(result.output.split(separator: "\n").count == 2)
    let script = try String(contentsOfFile: folder["my jobs/sweep.sh"], encoding: .utf8)
    #expect(script.contains("#SBATCH --time=1:00:00\n"))
    #expect(script.contains("#SBATCH --array=1-2\n"))
    for task in ["1", "2"] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/bash")
      process.arguments = ["-c", "exec bash 'my jobs/sweep.sh' >/dev/null 2>&1"]
      process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
      process.environment = ProcessInfo.processInfo.environment.merging([
        "SLURM_ARRAY_TASK_ID": task, "SLURM_CPUS_PER_TASK": "1",
      ]) { $1 }
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      let runs = try run(["runs", "my jobs/shard-\(task)-of-2.db", "--json"])
      #expect(try (JSONSerialization.jsonObject(with: Data(runs.output.utf8)) as? [Any])?.count == 12)
    }
  }

  /// What becomes of an experiment's file is nothing to jobs that are submitted.
  @Test func jobsReadACopyOfTheFile() throws {
    let file = try folder.write(
      Array(
        "{ name: 'mine', kind: 'lengths', trial: { networks: 5 }, seeds: 1, axes: [{ field: 'depth', values: [2, 3] }] }"
          .utf8),
      to: "mine.json")
    let result = try run(["sweep", "mine.json", "--slurm", "5", "--at-once", "2", "--out", "out"])
    #expect(result.code == 0)
    let script = try String(contentsOfFile: folder["out/sweep.sh"], encoding: .utf8)
    #expect(script.contains("#SBATCH --array=1-5%2\n"))
    #expect(script.contains(" sweep \(folder["out/experiment.json"]) --jobs"))
    #expect(FileManager.default.contentsEqual(atPath: file, andPath: folder["out/experiment.json"]))
  }

  @Test func aFileIsRunAtItsLevel() throws {
    try Data(
      """
      { name: "mine", kind: "lengths", trial: { networks: 50 }, seeds: 1,
        axes: [{ field: ["depth", "dimension"], range: { from: 2, through: 6, by: 2 } }],
        levels: { quick: { axes: { "depth+dimension": { values: [3] } } } } }
      """.utf8
    ).write(to: URL(fileURLWithPath: folder["mine.json"]))
    let report = try object(run(["sweep", "mine.json", "--level", "quick", "--json"]).output)
    let tables = try #require(report["tables"] as? [[String: Any]])
    #expect(tables.count == 1)
    #expect(FileManager.default.fileExists(atPath: folder["results/mine.csv"]))
    let csv = try String(contentsOfFile: folder["results/mine.csv"], encoding: .utf8)
    #expect(csv.split(separator: "\n").map { $0.prefix(5) } == ["setti", "3,3,5"])
  }

  /// An option says of every sort of trial what `--set` would.
  @Test func optionsSetTheFieldsOfTheirSortOfTrial() throws {
    let axis = ["sweep", "--kind", "lengths", "--axis", "depth=2,3", "--seeds", "1", "--json"]
    let options = try run(axis + ["--networks", "7", "--dataset", "synthetic", "--image", "3"])
    #expect(options.code == 0)
    let fields = ["networks=7", "input.image.set=synthetic", "input.image.index=3"].flatMap { ["--set", $0] }
    #expect(try run(axis + fields).output == options.output)
    let csv = try run(["runs", "--kind", "lengths", "--csv"]).output.split(separator: "\n")
    #expect(csv.count == 3)
    #expect(csv[0].contains(",finished,architecture.kind,architecture.family,architecture.depth,"))
    #expect(
      csv[0].contains(",input.unit.dimension,input.image.set,input.image.index,networks,outcome.length,"))
    #expect(csv.dropFirst().allSatisfy { $0.contains(",,synthetic,3,7,\"[") })
  }

  /// Results of two sweeps without a file stand side by side.
  @Test func aSweepIsCalledAsIsSaid() throws {
    let sweep = ["sweep", "--kind", "lengths", "--axis", "depth=2,3", "--seeds", "1", "--networks", "5"]
    let first = try run(sweep + ["--name", "first", "--json"])
    #expect(try object(first.output)["name"] as? String == "first")
    #expect(try run(sweep + ["--name", "second"]).code == 0)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder["results"])
    #expect(Set(files).isSuperset(of: ["first.csv", "second.csv"]) && !files.contains("sweep.csv"))
  }

  @Test func aSweepThatFindsEverythingSaysSo() throws {
    let sweep = ["sweep", "--kind", "lengths", "--axis", "depth=2,3", "--seeds", "1", "--networks", "5"]
    #expect(try !run(sweep).errors.contains("nothing was run"))
    #expect(try run(sweep).errors == "sweep: all 2 runs were found from before, nothing was run\n")
  }

  @Test func aFolderHidesNoExperiment() throws {
    try FileManager.default.createDirectory(atPath: folder["fig3"], withIntermediateDirectories: true)
    let words = ["--level", "quick", "--dataset", "synthetic", "--dry-run"]
    #expect(try run(["sweep", "fig3"] + words).output.contains(" runs, 0 of them in the store"))
    // A file that is called so is meant.
    try Data("{ name: ".utf8).write(to: URL(fileURLWithPath: folder["fig1b"]))
    #expect(try run(["sweep", "fig1b"] + words).errors.hasPrefix("kindling: fig1b: "))
    let short = [
      "--init", "zeros", "--depths", "2", "--runs", "1", "--epochs", "1", "--out", "fig1b.results",
    ]
    #expect(try run(["reproduce", "fig1b", "--dataset", "synthetic"] + short).code == 0)
  }

  @Test func theSchemaIsPrinted() throws {
    #expect(try object(run(["sweep", "--schema"]).output)["oneOf"] != nil)
  }
}
