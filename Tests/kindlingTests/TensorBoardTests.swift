import Foundation
import TestSupport
import Testing

/// `--tensorboard` of `train` and `sweep`; `Tests/tensorboard.sh` has TensorBoard itself read what they write.
@Suite struct TensorBoardTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
  }

  private func train(_ words: String..., under preparation: String = ":") throws -> Program.Result {
    try Program.run(
      [
        "train", "--dataset", "synthetic", "--widths", "5", "--depth", "1", "--epochs", "2", "--tensorboard",
        folder["logs"],
      ] + words, in: folder.path, under: preparation)
  }

  private func content() throws -> Data {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder["logs"])
    #expect(names.count == 1)
    let name = try #require(names.first { $0.hasPrefix("events.out.tfevents.") })
    return try Data(contentsOf: URL(fileURLWithPath: folder["logs/\(name)"]))
  }

  @Test func theFileHoldsTheRun() throws {
    let result = try train("--seed", "77")
    #expect(result.code == 0)
    let content = try content()
    let parts = [
      "brain.Event:2", "hidden layers: 5", "\"seed\" : 77", "loss/train", "loss/test", "accuracy/test",
      "not started by epoch 2",
    ]
    for part in parts { #expect(content.range(of: Data(part.utf8)) != nil, "\(part)") }
    #expect(try Program.run(["train", "--help"]).output.contains("--tensorboard DIR"))
  }

  @Test func watchingChangesNothing() throws {
    let plain = try Program.run([
      "train", "--dataset", "synthetic", "--widths", "5", "--depth", "1", "--epochs", "2", "--json",
    ])
    #expect(try train("--json").output == plain.output)
  }

  @Test func aRunThatDivergesSaysSo() throws {
    let result = try train("--rate", "1e30")
    #expect(result.output.contains("diverged at step "))
    #expect(try content().range(of: Data("diverged at step ".utf8)) != nil)
  }

  /// A limit on the size of files, in units of 512 bytes, stands in for a full disk.
  @Test func aFileThatDoesNotFitIsOneLine() throws {
    let result = try train(under: "ulimit -f 1; trap '' XFSZ")
    #expect(result.code == 1)
    #expect(result.errors.hasPrefix("kindling: \(folder["logs"])/events.out.tfevents."))
    #expect(result.errors.contains(": cannot be written: "))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: ["/dev/null/logs", "/proc/logs"])
  func aFolderThatCannotBeIsOneLine(path: String) throws {
    let result = try Program.run([
      "train", "--dataset", "synthetic", "--widths", "5", "--depth", "1", "--tensorboard", path,
    ])
    #expect(result.code == 1)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("kindling: \(path)/events.out.tfevents."))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  private func sweep(_ words: String...) throws -> Program.Result {
    try Program.run(
      ["sweep", "--seeds", "2", "--out", "results", "--tensorboard", "logs"] + words, in: folder.path)
  }

  private func events(_ path: String) throws -> Data {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder["logs/\(path)"])
    let name = try #require(names.first { $0.hasPrefix("events.out.tfevents.") })
    return try Data(contentsOf: URL(fileURLWithPath: folder["logs/\(path)/\(name)"]))
  }

  /// Each run has a folder of its setting and seed, with the axes' values as hyperparameters.
  @Test func aSweepHasARunEach() throws {
    let result = try sweep(
      "--dataset", "synthetic", "--axis", "depth=1,2", "--init", "he-normal,zeros", "--widths", "5",
      "--epochs",
      "2")
    #expect(result.code == 0, "\(result.errors)")
    let settings = try FileManager.default.contentsOfDirectory(atPath: folder["logs"]).sorted()
    #expect(
      settings == [
        "depth=1,init=he-normal", "depth=1,init=zeros", "depth=2,init=he-normal", "depth=2,init=zeros",
      ])
    for setting in settings {
      let seeds = try FileManager.default.contentsOfDirectory(atPath: folder["logs/\(setting)"])
      #expect(seeds.count == 2)
      for seed in seeds {
        let content = try events("\(setting)/\(seed)")
        let parts = [
          "_hparams_/session_start_info", "_hparams_/session_end_info", "depth", "init", "loss/train",
          "accuracy/test", "outcome/started", "outcome/test_accuracy", setting,
          "\"seed\" : \(seed.dropFirst("seed-".count))",
        ]
        for part in parts { #expect(content.range(of: Data(part.utf8)) != nil, "\(part)") }
      }
    }
  }

  @Test func layersHaveCurvesOfTheirOwn() throws {
    let signals = try sweep(
      "--kind", "signals", "--dataset", "synthetic", "--axis", "depth=1", "--width", "6", "--steps", "0,4")
    #expect(signals.code == 0, "\(signals.errors)")
    let seed = try #require(FileManager.default.contentsOfDirectory(atPath: folder["logs/depth=1"]).first)
    let content = try events("depth=1/\(seed)")
    for tag in ["length/hidden1", "gradient/output"] {
      #expect(content.range(of: Data(tag.utf8)) != nil, "\(tag)")
    }
    // A second sweep's runs would pass for those of the first.
    let again = try sweep("--kind", "lengths", "--axis", "depth=2", "--networks", "5")
    #expect(again.code == 1 && again.output == "")
    #expect(
      again.errors
        == "kindling: \(folder["logs"]): cannot be written: expected a new or empty folder, found 'depth=1' in it\n"
    )
    let part = try sweep("--kind", "lengths", "--axis", "depth=2", "--shard", "1/2")
    #expect(
      part.code == 2
        && part.errors.hasPrefix("kindling: --tensorboard: expected the whole sweep, found a part"))
  }
}
