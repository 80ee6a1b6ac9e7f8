import Cluster
import Foundation
import TestSupport
import Testing

/// The scripts are run by a real shell; `Tests/slurm.sh` gives them to a real Slurm.
@Suite struct SlurmSweepTests {
  private let folder: TemporaryDirectory
  /// Everything that a shell might take for its own.
  private let odd = #"it's "a" $HOME `id` & (b) {1..3} # % *"#

  init() throws {
    folder = try TemporaryDirectory()
  }

  /// A program that tells its words, one a line.
  private func program(_ name: String) throws -> String {
    try script("printf '%s\\n' \"$PWD\" \"$@\"", at: name)
  }

  private func script(_ body: String, at name: String) throws -> String {
    let path = try folder.write(Array("#!/bin/sh\n\(body)\n".utf8), to: name)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  private func sweep(
    _ program: String, _ command: [String] = ["sweep", "depth.json"], out: String, options: String? = nil
  ) throws -> SlurmSweep {
    try SlurmSweep(
      name: "depth", program: program, command: command, directory: folder.path, out: out, shards: 3,
      workers: 2, options: options)
  }

  /// What a shell prints that runs a script or a command.
  private func bash(_ words: [String], _ environment: [String: String] = [:]) throws -> String {
    let process = Process(), output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = words
    process.environment = ["PATH": "\(folder.path):/usr/bin:/bin"].merging(environment) { $1 }
    process.standardOutput = output
    try process.run()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return text
  }

  private func write(_ sweep: SlurmSweep) throws {
    try Data(sweep.arrayScript.utf8).write(to: sweep.arrayFile)
    try Data(sweep.mergeScript.utf8).write(to: sweep.mergeFile)
  }

  @Test func plainNamesMakePlainScripts() throws {
    let sweep = try SlurmSweep(
      name: "depth", program: "/opt/kindling", command: ["sweep", "depth.json"], directory: "/home/me",
      out: "/home/me/out", shards: 4, workers: 2, atOnce: 3, options: "--partition=long --time=2:00:00")
    #expect(
      sweep.arrayScript == """
        #!/bin/bash
        #SBATCH --job-name=depth
        #SBATCH --array=1-4%3
        #SBATCH --cpus-per-task=2
        #SBATCH --output=/home/me/out/shard-%a-of-4.log
        #SBATCH --partition=long --time=2:00:00
        cd /home/me || exit 1
        exec /opt/kindling sweep depth.json --jobs "$SLURM_CPUS_PER_TASK" \\
          --out /home/me/out --shard "$SLURM_ARRAY_TASK_ID/4"

        """)
    #expect(
      sweep.mergeScript == """
        #!/bin/bash
        #SBATCH --job-name=depth-merge
        #SBATCH --cpus-per-task=1
        #SBATCH --output=/home/me/out/merge.log
        #SBATCH --partition=long --time=2:00:00
        exec /opt/kindling merge /home/me/out/shard-{1..4}-of-4.db \\
          --out /home/me/out/runs.db

        """)
  }

  @Test func wordsReachTheProgramAsTheyAre() throws {
    let out = try folder.folder(odd)
    let command = ["sweep", "\(odd).json", "", "-é"]
    let sweep = try sweep(try program("\(odd).sh"), command, out: out)
    try write(sweep)
    let words = try bash(
      [sweep.arrayFile.path], ["SLURM_ARRAY_TASK_ID": "2", "SLURM_CPUS_PER_TASK": "5"])
    #expect(
      words.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
        == [folder.path] + command + ["--jobs", "5", "--out", out, "--shard", "2/3"])
    let stores = (1...3).map { "\(out)/\(Shard($0, of: 3).storeName)" }
    let merge = try bash([sweep.mergeFile.path]).split(separator: "\n").dropFirst().map(String.init)
    #expect(merge == ["merge"] + stores + ["--out", "\(out)/runs.db"])
    #expect(sweep.arrayScript.contains(#"{1..3} # %% */shard-%a-of-3.log'"#))
  }

  @Test func theTwoCommandsSubmitOneAfterTheOther() throws {
    _ = try script("echo \"$@\" >>'\(folder["calls"])'; echo '17;home'", at: "sbatch")
    let sweep = try sweep("/opt/kindling", out: try folder.folder("an out"))
    _ = try bash(["-c", sweep.commands.joined(separator: "\n")])
    let calls = try String(contentsOfFile: folder["calls"], encoding: .utf8)
    #expect(
      calls == """
        --parsable \(folder["an out"])/sweep.sh
        --dependency=afterok:17 --kill-on-invalid-dep=yes \(folder["an out"])/merge.sh

        """)
    try FileManager.default.removeItem(atPath: folder["calls"])
    let jobs = try sweep.submit(environment: ["PATH": "\(folder.path):/usr/bin:/bin"])
    #expect(jobs == ("17", "17"))
    #expect(
      try String(contentsOfFile: folder["calls"], encoding: .utf8)
        == calls.replacing("--dep", with: "--parsable --dep"))
  }

  @Test func whatGoesWrongIsOneLine() throws {
    func message(_ sweep: SlurmSweep, path: String) -> String {
      do {
        return "\(try sweep.submit(environment: ["PATH": path]))"
      } catch {
        return "\(error)"
      }
    }
    let sweep = try sweep("/opt/kindling", out: "/out")
    let missing = "sbatch: not found: expected Slurm's commands on the PATH"
    #expect(message(sweep, path: folder.path) == missing)
    // What Slurm 22.05 says.
    let words = """
      sbatch: error: invalid partition specified: nope
      sbatch: error: Batch job submission failed: Invalid partition name specified
      """
    let path = "\(folder.path):/usr/bin:/bin"
    let reason =
      "invalid partition specified: nope; Batch job submission failed: Invalid partition name specified"
    _ = try script("echo '\(words)' >&2; exit 1", at: "sbatch")
    #expect(message(sweep, path: path) == "/out/sweep.sh: refused by sbatch: \(reason)")
    _ = try script("case $2 in --dep*) echo '\(words)' >&2; exit 1 ;; *) echo 8 ;; esac", at: "sbatch")
    #expect(
      message(sweep, path: path)
        == "/out/merge.sh: refused by sbatch: \(reason); the shards are submitted as job 8")
    _ = try script("echo done", at: "sbatch")
    #expect(message(sweep, path: path) == "/out/sweep.sh: refused by sbatch: it does not say why")
  }

  @Test func whatNoScriptCanHoldIsRefused() {
    #expect(throws: SlurmError.unusable("a\nb", "a line break")) {
      try sweep("/opt/a", ["a\nb"], out: "/out")
    }
    #expect(throws: SlurmError.unusable("/out\\", "a backslash")) { try sweep("/opt/a", out: "/out\\") }
    for options in ["--array=1-2", "--mem=1G -a1"] {
      #expect(throws: SlurmError.unusable(options, "an array")) {
        try sweep("/opt/a", out: "/out", options: options)
      }
    }
    #expect(
      "\(SlurmError.unusable("a\nb", "a line break"))"
        == "'a\\nb': expected a word for a script of Slurm, found a line break in it")
  }
}
