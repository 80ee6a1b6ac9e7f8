import Foundation
import TestSupport
import Testing

/// `kindling train --tensorboard`; `Tests/tensorboard.sh` has TensorBoard itself read what it writes.
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
}
