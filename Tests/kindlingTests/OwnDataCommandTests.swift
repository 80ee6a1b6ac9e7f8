import Datasets
import Foundation
import TestSupport
import Testing

/// Data of one's own, from the outside.
@Suite struct OwnDataCommandTests {
  private let folder: TemporaryDirectory

  /// Small pictures of 8 × 8 in three colours and eleven classes, real numbers in files of usual names.
  init() throws {
    folder = try TemporaryDirectory()
    try write(to: "flowers", brightness: 1)
  }

  private func write(to place: String, brightness: Float) throws {
    _ = try folder.folder(place)
    for (name, count) in [("train", 44), ("test", 22)] {
      let pixels = (0..<count * 192).map { brightness * Float($0 * 37 % 101) / 101 }
      try IDXArray(extents: [count, 8, 8, 3], values: .float32(pixels))
        .write(to: folder["\(place)/\(name)-images-idx4-float.gz"])
      try IDXArray(extents: [count], values: .int32((0..<count).map { Int32($0 % 11) }))
        .write(to: folder["\(place)/\(name)-labels-idx1-int"])
    }
  }

  private func run(_ words: String...) throws -> Program.Result { try Program.run(words, in: folder.path) }

  @Test func whatFilesHold() throws {
    let result = try run("data", "flowers")
    #expect(result.code == 0)
    #expect(
      result.output.contains(
        ": 3×8×8, 11 classes, 44 to train on, 22 to test on, in flowers (as given), copy "))
    #expect(result.output.split(separator: "\n").count == 5)
    let none = try run("data", "flower")
    #expect(none.code == 2 && none.errors.contains("unknown word 'flower'"))
    #expect(try run("data", "./flower").code == 1)
  }

  /// Every command that takes the name of a set takes a path.
  @Test(arguments: [
    ["train", "--widths", "5", "--depth", "1", "--epochs", "1"],
    ["train", "--network", "resnet:8", "--epochs", "1", "--batch", "11"],
    ["lengths", "--depth", "2", "--width", "5", "--image", "3", "--networks", "10"],
    ["compare", "--depth", "2", "--width", "5", "--epochs", "1", "--seeds", "1", "--networks", "10"],
    ["predict", "--depth", "2", "--width", "5"],
    ["sweep", "--axis", "depth=1,2", "--epochs", "1", "--seeds", "1"],
  ])
  func aPathInPlaceOfAName(words: [String]) throws {
    let result = try Program.run(words + ["--dataset", "flowers"], in: folder.path)
    #expect(result.code == 0, "\(result.errors)")
  }

  /// Runs are known again wherever the files lie, and those of other files are others.
  @Test func whatIsStoredHangsOnWhatFilesHold() throws {
    func sweep(_ path: String) throws -> Program.Result {
      let result = try run(
        "sweep", "--axis", "depth=1,2", "--dataset", path, "--epochs", "1", "--seeds", "1", "--out", "out")
      #expect(result.code == 0, "\(result.errors)")
      return result
    }
    func count() throws -> Int {
      let runs = try run("runs", "out/runs.db", "--jsonl")
      return runs.output.split(separator: "\n").count
    }
    let first = try sweep("flowers")
    #expect(try count() == 2)
    try FileManager.default.moveItem(atPath: folder["flowers"], toPath: folder["garden"])
    // Neither the list nor the watch needs the files.
    for command in ["runs", "watch"] {
      let list = try Program.run(
        command == "watch" ? ["watch", "--once", "out/runs.db"] : ["runs", "out/runs.db"], in: folder.path)
      #expect(list.code == 0, "\(list.errors)")
    }
    try FileManager.default.moveItem(atPath: folder["garden"], toPath: folder["flowers"])
    _ = try folder.folder("copy")
    try FileManager.default.copyItem(atPath: folder["flowers"], toPath: folder["copy/flowers"])
    #expect(try sweep("copy/flowers").output == first.output)
    #expect(try count() == 2)
    try write(to: "flowers", brightness: 0.5)
    _ = try sweep("flowers")
    #expect(try count() == 4)
  }

  @Test func aFaultIsOneLine() throws {
    try folder.write([1, 2, 3], to: "flowers/test-labels-idx1-int")
    let result = try run("train", "--dataset", "flowers", "--depth", "1")
    #expect(result.code == 1 && result.output == "")
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(
      result.errors.contains(
        "test-labels-idx1-int: too short: expected a magic number of 4 bytes, found 3 bytes"))
  }
}
