import Foundation
import Testing

/// Numbers that no machine holds, or that are not what they seem, are refused in one line before anything is laid out.
@Suite struct WildNumberTests {
  @Test(
    arguments: [
      (
        ["predict", "--depth", "1000000000000", "--architecture", "resnet-fc"],
        "modules: expected 1 to 1000000"
      ),
      (["predict", "--depth", "9223372036854775807", "--architecture", "resnet-fc"], "modules: expected 1"),
      (
        ["predict", "--depth", "9223372036854775807", "--architecture", "resnet-conv", "--features", "3,4"],
        "modules: expected 1 to 1000000"
      ),
      (
        ["predict", "--depth", "1000000", "--architecture", "resnet-fc", "--module-layers", "100000"],
        "layersPerModule: expected at most 1000000 layers in all, found 1000000 modules of 100000"
      ),
      (["compare", "--seeds", "1000000000"], "--seeds: expected a whole number from 1 to 100000"),
      (["regions", "--widths", "1000000", "--depth", "1000"], "the run needs 7.99e+06 GB of memory"),
      (["regions", "--widths", "1000000", "--depth", "1"], "multiplications, expected at most 1e+17"),
      (["lengths", "--dimension", "9223372036854775807"], "the run needs 7.38e+11 GB of memory"),
      (["lengths", "--networks", "9223372036854775807"], "multiplications, expected at most 1e+17"),
      (
        ["sweep", "--axis", "depth=2", "--jobs", "1000000000000"],
        "--jobs: expected a whole number from 1 to 1024"
      ),
      (
        ["sweep", "--axis", "depth=2", "--seeds", "1000000", "--axis", "width=1..50"],
        "sweep: expected at most 1000000 runs, found 50000000"
      ),
      (["train", "--rate", "1e-400"], "--rate: expected a number of at least 0.0, found '1e-400'"),
      (
        ["sweep", "--axis", "rate=1e-400"],
        "optimizer.rate: expected a number of at least 0.0, found '1e-400'"
      ),
      (["train", "--activation", "leaky-relu:"], "--activation: expected relu, leaky-relu:SLOPE, tanh"),
      (["train", "--init", "constant:"], "--init: expected constant:VALUE or"),
      (
        ["train", "--family", "explicit"], "widths: expected a list of widths for family explicit, found none"
      ),
      (["sweep", "--axis", "+=1"], "axis +: expected at least one field, found none"),
      (
        ["sweep", "--kind", "regions", "--init", "gsm", "--width", "5", "--axis", "depth=2"],
        "hidden1: expected an even number of units for mirrored weights, found 5"
      ),
      (
        [
          "sweep", "--kind", "regions", "--init", "gsm", "--architecture", "resnet-fc", "--width", "4",
          "--axis",
          "depth=2",
        ], "module1: expected a layer without a shortcut for mirrored weights"
      ),
      (
        [
          "sweep", "--kind", "lengths", "--axis", "depth=2", "--set", "input.image.set=synthetic", "--set",
          "input.image.index=10000", "--out", "wild",
        ], "input.image.index: expected 0 to 9999, as synthetic has, found 10000"
      ),
    ] as [([String], String)]) func areRefused(arguments: [String], line: String) throws
  {
    let result = try Program.run(arguments)
    #expect(result.code == 1 || result.code == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(line), "\(result.errors)")
    // Progress may stand before the error.
    #expect(result.errors.split(separator: "\n").count { $0.hasPrefix("kindling: ") } == 1)
  }

  /// As git and cargo take them: an option's other name with `=`, and a power of ten for a whole number.
  @Test func wordsAreUnderstood() throws {
    let arguments = ["--dataset", "synthetic", "--epochs", "1", "--depth=2"]
    let plain = try Program.run(["train", "--width", "30", "--batch", "1000"] + arguments)
    let other = try Program.run(["train", "--width=30", "--batch", "1e3"] + arguments)
    #expect(plain.code == 0)
    #expect(plain.output == other.output)
  }

  /// The greatest seeds are run, kept and reported on.
  @Test(arguments: ["9223372036854775808", "18446744073709551615"]) func anySeedIsRun(seed: String) throws {
    let folder = NSTemporaryDirectory() + "/kindling-seed-\(seed)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let sweep = try Program.run([
      "sweep", "--axis", "depth=2", "--widths", "5", "--dataset", "synthetic", "--epochs", "1", "--seeds",
      "\(seed)..\(seed)", "--out", folder,
    ])
    #expect(sweep.code == 0, "\(sweep.errors)")
    let runs = try Program.run(["runs", "\(folder)/runs.db", "--csv"])
    #expect(runs.output.contains(seed), "\(runs.output)")
    let report = try Program.run(["report", "\(folder)/runs.db"])
    #expect(report.code == 0, "\(report.errors)")
  }

  /// What cannot be said is no success, whichever command says it.
  @Test(arguments: [
    ["help"], ["version"], ["predict", "--depth", "2"], ["predict", "--depth", "2", "--json"], ["doctor"],
    ["sweep", "--schema"], ["reproduce", "--list"], ["lengths", "--depth", "2", "--networks", "2"],
    ["regions", "--depth", "2", "--widths", "3"],
    ["train", "--depth", "2", "--dataset", "synthetic", "--epochs", "1"],
  ]) func aFullOutputIsAnError(arguments: [String]) throws {
    for (output, reason) in [(">/dev/full", "no space left on device"), (">&-", "bad file descriptor")] {
      let result = try Program.run(arguments, under: "exec \(output)")
      #expect(result.code == 1)
      #expect(result.errors == "kindling: standard output: cannot be written: \(reason)\n")
    }
  }

  /// One step of this network takes minutes.
  @Test func aSlowStepIsInterrupted() throws {
    let slow = [
      "train", "--architecture", "conv", "--kernel", "27", "--features", "64", "--depth", "4", "--dataset",
      "synthetic",
    ]
    let clock = ContinuousClock()
    let time = try clock.measure {
      let result = try Program.run(slow, under: "(sleep 1; kill -TERM $$) & :")
      #expect(result.code == 130)
      #expect(result.errors == "kindling: interrupted\n")
    }
    #expect(time < .seconds(30))
  }
}
