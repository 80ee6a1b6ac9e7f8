import Foundation
import TestSupport
import Testing

/// `kindling train --save` and `--load`.
@Suite struct WeightsCommandTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func train(_ words: String...) throws -> Program.Result {
    try Program.run(
      ["train", "--dataset", "synthetic", "--widths", "8", "--jsonl"] + words, in: folder.path)
  }

  /// The loss and the accuracy of an epoch's test, to the last digit.
  private func test(_ result: Program.Result, epoch: Int) throws -> [Double] {
    try #require(result.code == 0, "\(result.errors)")
    let line = Data(try #require(result.output.split(separator: "\n").dropFirst(epoch - 1).first).utf8)
    let record = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
    #expect(record["epoch"] as? Int == epoch)
    return try ["testLoss", "testAccuracy"].map { try #require(record[$0] as? Double) }
  }

  @Test func savedWeightsGiveTheSameTest() throws {
    let saved = try train("--depth", "2", "--epochs", "2", "--save", "w.safetensors")
    let loaded = try train("--depth", "2", "--epochs", "1", "--rate", "0", "--load", "w.safetensors")
    #expect(try test(saved, epoch: 2) == test(loaded, epoch: 1))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["w.safetensors"])
  }

  @Test func theFileHoldsTheLastEpochThatEnded() throws {
    // Decay so strong that it drives the weights off, but not within an epoch.
    let wild = try train(
      "--depth", "2", "--epochs", "50", "--batch", "5000", "--weight-decay", "3", "--rate", "1", "--save",
      "w.safetensors")
    let epochs = wild.output.split(separator: "\n").count - 1
    try #require(wild.output.contains("diverged"))
    try #require(epochs > 0)
    let loaded = try train(
      "--depth", "2", "--epochs", "1", "--batch", "5000", "--rate", "0", "--load", "w.safetensors")
    #expect(try test(wild, epoch: epochs) == test(loaded, epoch: 1))
  }

  @Test func filesThatCannotBeUsedAreOneLine() throws {
    #expect(try train("--depth", "1", "--epochs", "1", "--save", "w").code == 0)
    try folder.write([1, 2, 3], to: "short")
    let path = folder["w"]
    let cases = [
      (["--depth", "2", "--load", "w"], "\(path): expected a tensor \"hidden2.weight\" of shape [8, 8]"),
      (["--depth", "1", "--load", "short"], "\(folder["short"]): too short: expected the 8 bytes"),
      (["--depth", "1", "--load", "none"], "\(folder["none"]): no such file"),
      (["--depth", "1", "--save", "."], "\(folder.path): expected a file of tensors, found no regular file"),
      (["--depth", "1", "--save", "w/x"], "\(path)/x: cannot be written"),
    ]
    for (words, message) in cases {
      let result = try Program.run(
        ["train", "--dataset", "synthetic", "--widths", "8"] + words, in: folder.path)
      #expect(result.code == 1)
      #expect(result.output == "")
      #expect(result.errors.hasPrefix("kindling: \(message)"), "\(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1)
    }
    let both = try train("--load", "w", "--init", "zeros")
    #expect(both.code == 2)
    #expect(both.errors == "kindling: --init: expected no --load beside it, found both\n")
  }

  /// A limit on the size of files stands in for a full disk: what was there before stays.
  @Test func aFullDiskLeavesTheOldFile() throws {
    #expect(try train("--depth", "1", "--epochs", "1", "--save", "w").code == 0)
    let before = try Data(contentsOf: URL(fileURLWithPath: folder["w"]))
    let result = try Program.run(
      ["train", "--dataset", "synthetic", "--widths", "100", "--epochs", "1", "--save", "w"],
      in: folder.path, under: "ulimit -f 100; trap '' XFSZ")
    #expect(result.code == 1)
    #expect(result.errors.hasPrefix("kindling: \(folder["w"]): cannot be written: "))
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder["w"])) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["w"])
  }
}
