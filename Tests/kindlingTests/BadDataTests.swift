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
    #expect(result.errors == "data: MNIST from \(folder["mnist"]) (--data)\n")
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
    let result = try Program.run(
      ["train", "--dataset", "cifar-10"], environment: ["KINDLING_DATA": folder.path])
    #expect(result.code == 1)
    #expect(result.errors.split(separator: "\n").count == 1)
    for word in [folder.path, "/usr/share/datasets", "kindling data fetch cifar-10"] {
      #expect(result.errors.contains(word))
    }
  }

  /// A directory given by name is used or refused, with what was looked for, whatever lies elsewhere.
  @Test(arguments: [
    ["train", "--epochs", "1"], ["compare", "--epochs", "1", "--seeds", "1", "--networks", "10"],
    ["sweep", "--axis", "depth=1", "--epochs", "1", "--seeds", "1"], ["lengths", "--networks", "10"],
  ])
  func anExplicitDirectoryIsUsedOrRefused(words: [String]) throws {
    let place = try TemporaryDirectory()
    func run() throws -> Program.Result {
      try Program.run(
        words
          + ["--dataset", "mnist", "--data", place.path, "--widths", "5", "--depth", "1"]
          .prefix(words[0] == "sweep" ? 6 : 8),
        in: folder.path, environment: ["KINDLING_DATA": folder.path])
    }
    let refused = try run()
    #expect(refused.code == 1 && refused.output == "")
    #expect(
      refused.errors.hasPrefix(
        "kindling: \(place.path) (--data): expected MNIST, as train-images-idx3-ubyte, "))
    #expect(refused.errors.split(separator: "\n").count == 1)
    // Four files of the set's names lie directly in it.
    for name in try FileManager.default.contentsOfDirectory(atPath: folder["mnist"]) {
      try FileManager.default.copyItem(atPath: folder["mnist/\(name)"], toPath: place[name])
    }
    let used = try run()
    #expect(used.code == 0)
    let told = used.errors.split(separator: "\n").filter { $0.hasPrefix("data: ") }
    #expect(told == ["data: MNIST from \(place.path) (--data)"])
  }

  /// The store tells runs on two copies apart: nothing of one is found for the other, or pooled with it.
  @Test func numbersOfOneCopyAreNotAnothers() throws {
    _ = try folder.folder("b/mnist")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder["mnist"]) {
      try FileManager.default.copyItem(atPath: folder["mnist/\(name)"], toPath: folder["b/mnist/\(name)"])
    }
    let images = IDXArray(
      extents: [20, 28, 28], values: .uint8((0..<20 * 784).map { UInt8(truncatingIfNeeded: $0 &* 31) }))
    try images.write(to: folder["b/mnist/train-images-idx3-ubyte.gz"])
    func sweep(_ data: String, _ seeds: String, _ out: String) throws -> Program.Result {
      try Program.run(
        [
          "sweep", "--axis", "depth=2", "--widths", "5", "--dataset", "mnist", "--batch", "4", "--epochs",
          "2",
          "--kind", "start", "--seeds", seeds, "--data", data, "--out", out,
        ], in: folder.path)
    }
    func losses(_ store: String) throws -> [String] {
      try Program.run(["runs", "epochs", store], in: folder.path).output.split(separator: "\n").dropFirst()
        .map { $0.split(separator: ",").dropFirst().joined(separator: ",") }
    }
    #expect(try sweep(".", "1..2", "both").code == 0)
    let second = try sweep("b", "1..4", "both")
    #expect(second.code == 0)
    #expect(second.errors.contains("sweep: 2 runs of another copy of MNIST left out"))
    let alone = try sweep("b", "1..4", "alone")
    #expect(second.output.replacingOccurrences(of: "both", with: "alone") == alone.output)
    // Each of both's runs of copy b has the losses that it has alone.
    #expect(try losses("both/runs.db").suffix(8).sorted() == losses("alone/runs.db").sorted())
    // A page of both would have to choose.
    let report = try Program.run(["report", "both/runs.db", "--json"], in: folder.path)
    #expect(report.code == 0)
    #expect(
      report.output.contains("found runs of 2 copies whose files differ; --data DIR says which is meant"))
    let chosen = try Program.run(["report", "both/runs.db", "--json", "--data", "b"], in: folder.path)
    #expect(chosen.output.contains("2 runs of another copy of MNIST left out"))
    #expect(chosen.output.contains("\"missing\":0"))
    let watch = try Program.run(["watch", "both/runs.db", "--json"], in: folder.path)
    #expect(watch.code == 0 && watch.output.contains(" of MNIST\""))
    // Merged, they stay apart.
    let merged = try Program.run(["merge", "alone/runs.db", "both/runs.db"], in: folder.path)
    #expect(merged.output.contains("both/runs.db: 2 runs added, 4 there already"))
  }

  /// Empty data are no divergence.
  @Test(arguments: ["train", "t10k"]) func emptyDataAreToldOf(split: String) throws {
    try write(Array(gzip([0, 0, 8, 1, 0, 0, 0, 0])), to: "\(split)-labels-idx1-ubyte.gz")
    try write(
      Array(gzip([0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 28])), to: "\(split)-images-idx3-ubyte.gz")
    try expectOneLine(about: "\(split)-labels-idx1-ubyte.gz", saying: "at least one label", "none")
    for words in [["sweep", "--axis", "depth=1", "--seeds", "1"], ["lengths", "--depth", "1"]] {
      let result = try Program.run(
        words + ["--dataset", "mnist", "--data", folder.path, "--widths", "5"], in: folder.path)
      #expect(result.code == 1)
      #expect(result.errors.contains("at least one label"))
    }
  }

  /// A FIFO is refused at once, wherever a file is read.
  @Test func aFIFOInAFilesPlace() throws {
    let path = folder["mnist/t10k-images-idx3-ubyte.gz"]
    try FileManager.default.removeItem(atPath: path)
    for pipe in [path, folder["pipe"]] { try #require(mkfifo(pipe, 0o600) == 0) }
    try expectOneLine(about: "t10k-images-idx3-ubyte.gz", saying: "found a FIFO")
    let cases = [
      ["sweep", "pipe"], ["report", "pipe"], ["runs", "pipe"], ["watch", "pipe"], ["merge", "pipe", "other"],
      ["train", "--dataset", "synthetic", "--load", "pipe"], ["data", "--data", "."],
    ]
    for words in cases {
      let result = try Program.run(words, in: folder.path, under: "ulimit -t 20")
      // A description that cannot be read is an error of usage, as is one that cannot be understood.
      #expect(result.code == (words[0] == "data" ? 0 : words[0] == "sweep" ? 2 : 1), "\(words)")
      #expect((result.output + result.errors).contains("pipe") || words[0] == "data")
      #expect(result.errors.split(separator: "\n").count <= 1)
    }
  }

  /// Fetched files go where the user says.
  @Test func aFetchHeedsTheDirectory() throws {
    let result = try Program.run(
      ["data", "fetch", "fashion-mnist", "--data", folder.path, "--mirror", "http://127.0.0.1:9/"],
      in: folder.path)
    #expect(result.code == 1)
    #expect(FileManager.default.fileExists(atPath: folder["fashion-mnist"]))
    #expect(!FileManager.default.fileExists(atPath: folder["cache/kindling"]))
  }

  @Test func aFetchWithoutANetworkFailsInOneLine() throws {
    let result = try Program.run(
      ["data", "fetch", "mnist", "--mirror", "http://127.0.0.1:9/"], in: folder.path)
    #expect(result.code == 1)
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(result.errors.contains("127.0.0.1"))
  }
}
