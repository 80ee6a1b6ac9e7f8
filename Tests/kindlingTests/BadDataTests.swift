import Datasets
import Foundation
import TestSupport
import Testing

/// Data that cannot be used are told of in one line that names the file, with exit code 1, and never end in a crash.
@Suite struct BadDataTests {
  private let folder: TemporaryDirectory

  /// A small sound copy of MNIST, which each test then spoils.
  init() throws {
    folder = try TemporaryDirectory()
    _ = try folder.folder("mnist")
    for (name, count) in [("train", 20), ("t10k", 10)] {
      let images = IDXArray(
        extents: [count, 28, 28], values: .uint8(Array(repeating: 7, count: count * 784)))
      try images.write(to: folder["mnist/\(name)-images-idx3-ubyte.gz"])
      let labels = IDXArray(extents: [count], values: .uint8((0..<count).map { UInt8($0 % 10) }))
      try labels.write(to: folder["mnist/\(name)-labels-idx1-ubyte.gz"])
    }
  }

  private func train() throws -> Program.Result {
    try Program.run(
      [
        "train", "--dataset", "mnist", "--data", folder.path, "--widths", "5", "--depth", "1", "--epochs",
        "1",
      ])
  }

  private func expectOneLine(about file: String, saying words: String...) throws {
    let result = try train()
    #expect(result.code == 1)
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(result.errors.contains(file))
    for word in words { #expect(result.errors.contains(word)) }
  }

  private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: folder["mnist/\(name)"])))
  }

  private func write(_ bytes: [UInt8], to name: String) throws {
    try folder.write(bytes, to: "mnist/\(name)")
  }

  @Test func soundDataTrain() throws {
    let result = try train()
    #expect(result.code == 0)
    #expect(result.errors == "")
    #expect(result.output.contains("20 images to train on, 10 to test on"))
  }

  @Test func truncatedGzip() throws {
    let name = "train-images-idx3-ubyte.gz"
    try write(Array(try bytes(name).dropLast(12)), to: name)
    try expectOneLine(about: name, saying: "expected", "found")
  }

  @Test func corruptedCRC() throws {
    let name = "train-labels-idx1-ubyte.gz"
    var spoilt = try bytes(name)
    spoilt[spoilt.count - 6] ^= 0xFF
    try write(spoilt, to: name)
    try expectOneLine(about: name)
  }

  @Test func wrongMagicNumber() throws {
    let name = "train-images-idx3-ubyte.gz"
    try folder.write([1, 2, 3, 4, 5, 6, 7, 8], to: "mnist/train-images-idx3-ubyte")
    try FileManager.default.removeItem(atPath: folder["mnist/\(name)"])
    try expectOneLine(about: "train-images-idx3-ubyte", saying: "expected", "found")
  }

  @Test(arguments: [21, 0x8000_0000] as [UInt32])
  func aHeaderThatPromisesMoreThanTheFileHolds(count: UInt32) throws {
    let name = "train-labels-idx1-ubyte"
    try FileManager.default.removeItem(atPath: folder["mnist/\(name).gz"])
    let header = [0, 0, 8, 1] + (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * UInt32($0))) }
    try write(header + Array(repeating: 3, count: 20), to: name)
    try expectOneLine(about: name, saying: "expected", "found")
  }

  @Test func imagesAndLabelsOfDifferentCounts() throws {
    let labels = IDXArray(extents: [19], values: .uint8(Array(repeating: 0, count: 19)))
    try labels.write(to: folder["mnist/train-labels-idx1-ubyte.gz"])
    try expectOneLine(about: "train-labels", saying: "20", "19")
  }

  @Test func labelsOutOfRange() throws {
    let labels = IDXArray(extents: [20], values: .uint8(Array(repeating: 10, count: 20)))
    try labels.write(to: folder["mnist/train-labels-idx1-ubyte.gz"])
    try expectOneLine(about: "train-labels", saying: "10")
  }

  @Test func anEmptyFile() throws {
    try write([], to: "t10k-images-idx3-ubyte.gz")
    try expectOneLine(about: "t10k-images-idx3-ubyte.gz")
  }

  @Test func aDirectoryInPlaceOfAFile() throws {
    let path = folder["mnist/t10k-images-idx3-ubyte.gz"]
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    try expectOneLine(about: "t10k-images-idx3-ubyte.gz", saying: "directory")
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may read everything"))
  func noPermission() throws {
    let path = folder["mnist/t10k-images-idx3-ubyte.gz"]
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    try expectOneLine(about: "t10k-images-idx3-ubyte.gz", saying: "ermission")
  }

  @Test func aMissingSetSaysWhereItWasSoughtAndHowToGetIt() throws {
    let result = try Program.run(["train", "--dataset", "cifar-10", "--data", folder.path])
    #expect(result.code == 1)
    #expect(result.errors.split(separator: "\n").count == 1)
    for word in [folder.path, "/usr/share/datasets", "kindling data fetch cifar-10"] {
      #expect(result.errors.contains(word))
    }
  }

  @Test func aFetchWithoutANetworkFailsInOneLine() throws {
    let result = try Program.run(
      ["data", "fetch", "mnist", "--mirror", "http://127.0.0.1:9/"], in: folder.path)
    #expect(result.code == 1)
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(result.errors.contains("127.0.0.1"))
  }
}
