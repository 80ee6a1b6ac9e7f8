import Datasets
import Foundation
import TestSupport
import Testing

@Suite struct DatasetCopyTests {
  let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  func read(_ name: DatasetName, in directory: String) throws -> Dataset {
    try #require(DatasetCopy.find(name, in: directory)).read(as: name)
  }

  @Test(
    arguments: [
      (DatasetName.mnist, "mnist"), (.fashionMNIST, "fashion-mnist"), (.cifar10, "cifar10"),
      (.cifar10, "cifar-10"),
    ], [".gz", ""])
  func inItsOwnFolder(set: (name: DatasetName, folder: String), suffix: String) throws {
    let place = try folder.folder(set.folder)
    let small = SmallSet(set.name)
    try small.write(set.name, to: place, suffix: suffix)
    let found = try read(set.name, in: folder.path)
    #expect(found.name == set.name)
    #expect(found.shape == set.name.shape)
    #expect(found.train.pixels == small.trainImages.values.pixels)
    #expect(found.train.labels == [0, 1, 9])
    #expect(found.test.pixels == small.testImages.values.pixels)
    #expect(found.test.labels == [2, 3])
    #expect(!found.isSynthetic)
    #expect(found.hasPublishedSize == false)
    #expect(Set(found.sources.map(\.path)) == Set(SmallSet.names(set.name).map { "\(place)/\($0)\(suffix)" }))
    for source in found.sources { #expect(try source.checksum == Checksum(ofFile: source.path)) }
    // Or the directory itself bears the name.
    #expect(try read(set.name, in: place) == found)
    #expect(try read(set.name, in: place + "/").train == found.train)
  }

  @Test func filesOfMNISTAreAnybodys() throws {
    try SmallSet().write(.mnist, to: folder.path)
    #expect(DatasetCopy.find(.mnist, in: folder.path) == nil)
    #expect(DatasetCopy.find(.fashionMNIST, in: folder.path) == nil)
    let place = try folder.folder("mnist")
    try SmallSet().write(.mnist, to: place)
    #expect(DatasetCopy.find(.fashionMNIST, in: place) == nil)
  }

  /// A directory that was given by name is the set's, unless it bears another's name.
  @Test func filesInADirectoryGivenByName() throws {
    try SmallSet().write(.mnist, to: folder.path, suffix: "")
    for name in [DatasetName.mnist, .fashionMNIST] {
      let copy = try #require(DatasetCopy.find(name, in: folder.path, isNamed: true))
      #expect(try copy.read(as: name).train.labels == [0, 1, 9])
      #expect(copy.folder == folder.path)
    }
    #expect(DatasetCopy.find(.cifar10, in: folder.path, isNamed: true) == nil)
    let place = try folder.folder("mnist")
    try SmallSet().write(.mnist, to: place)
    #expect(DatasetCopy.find(.fashionMNIST, in: place, isNamed: true) == nil)
  }

  /// The name decides on the shape: 32 × 32 for MNIST, or colours last for CIFAR-10, are no such set.
  @Test func anotherShapeIsRefused() throws {
    func complaint(_ name: DatasetName, _ extents: [Int]) throws -> String {
      var set = SmallSet(name)
      let count = extents.reduce(1, *)
      set.trainImages = IDXArray(extents: extents, values: .uint8([UInt8](repeating: 1, count: count)))
      let place = try folder.folder(name.rawValue)
      try set.write(name, to: place)
      let error = #expect(throws: DataError.self) { try read(name, in: folder.path) }
      // The heads alone show it.
      let early = #expect(throws: DataError.self) {
        try DatasetCopy.find(name, in: folder.path)?.check(as: name)
      }
      #expect(early == error)
      return try #require(error?.description).replacingOccurrences(of: place + "/", with: "")
    }
    #expect(
      try complaint(.mnist, [3, 32, 32])
        == "train-images-idx3-ubyte.gz: expected images of 1×28×28, as MNIST has, found images of 1×32×32")
    #expect(
      try complaint(.cifar10, [3, 32, 32, 3])
        == "cifar10-train-images-idx4-ubyte.gz: expected images of 3×32×32, as CIFAR-10 has, "
        + "found images of 32×32×3")
    #expect(try complaint(.mnist, [3, 0, 28]).hasSuffix("found images of 1×0×28"))
  }

  /// Extents whose product no computer counts, behind a zero that hides it.
  @Test func anImageBeyondAllMeasureIsRefused() throws {
    let place = try folder.folder("mnist")
    try SmallSet().write(.mnist, to: place, suffix: "")
    try folder.write(
      [0, 0, 8, 4, 0, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 12),
      to: "mnist/train-images-idx3-ubyte")
    try folder.write([0, 0, 8, 1, 0, 0, 0, 0], to: "mnist/train-labels-idx1-ubyte")
    let error = #expect(throws: DataError.self) { try read(.mnist, in: folder.path) }
    #expect(
      error?.description.hasSuffix(
        "expected images of 1×28×28, as MNIST has, found images of 4294967295×4294967295×4294967295")
        == true)
  }

  @Test(arguments: ["train", "t10k"]) func emptyDataAreRefused(split: String) throws {
    let place = try folder.folder("mnist")
    try SmallSet().write(.mnist, to: place, suffix: "")
    let labels = try folder.write([0, 0, 8, 1, 0, 0, 0, 0], to: "mnist/\(split)-labels-idx1-ubyte")
    try folder.write(
      [0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 28], to: "mnist/\(split)-images-idx3-ubyte")
    #expect(
      throws: DataError.malformed(
        file: labels, expected: "at least one label, of one image", found: "none")
    ) { try read(.mnist, in: folder.path) }
  }

  /// 4.29·10⁹ labels in a file of 4 MB: the other file's head tells that they are too many.
  @Test func labelsWithoutEndAreNotUnpacked() throws {
    let place = try folder.folder("mnist")
    try SmallSet().write(.mnist, to: place)
    let zeros = gzip([UInt8](repeating: 0, count: 1 << 24))
    let head = gzip([0, 0, 8, 1, 0xFF, 0xFF, 0xFF, 0xFF])
    try folder.write(head + (0..<256).flatMap { _ in zeros }, to: "mnist/train-labels-idx1-ubyte.gz")
    let time = ContinuousClock().measure {
      let error = #expect(throws: DataError.self) { try read(.mnist, in: folder.path) }
      #expect(error?.description.hasSuffix("found 4294967295 labels for 3 images") == true)
    }
    // Three labels, and 4 GB after them.
    try folder.write(
      gzip([0, 0, 8, 1, 0, 0, 0, 3, 0, 1, 9]) + (0..<256).flatMap { _ in zeros },
      to: "mnist/train-labels-idx1-ubyte.gz")
    let second = ContinuousClock().measure {
      let error = #expect(throws: DataError.self) { try read(.mnist, in: folder.path) }
      #expect(error?.description.contains("expected nothing after the 3 bytes") == true)
    }
    // As many images, of which the file can hold none: 4 GB of labels that fit their own head.
    try folder.write(head + (0..<256).flatMap { _ in zeros }, to: "mnist/train-labels-idx1-ubyte.gz")
    try folder.write(
      gzip([0, 0, 8, 3, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 28, 0, 0, 0, 28]),
      to: "mnist/train-images-idx3-ubyte.gz")
    let third = ContinuousClock().measure {
      let error = #expect(throws: DataError.self) { try read(.mnist, in: folder.path) }
      #expect(
        error?.description.contains("images-idx3-ubyte.gz: too short: expected 3367254359280 bytes") == true)
    }
    #expect(time + second + third < .seconds(3))
  }

  /// A FIFO would be waited for until somebody writes into it.
  @Test func aFIFOIsNoFile() throws {
    let place = try folder.folder("mnist")
    try SmallSet().write(.mnist, to: place)
    let path = place + "/train-images-idx3-ubyte.gz"
    try FileManager.default.removeItem(atPath: path)
    try #require(mkfifo(path, 0o600) == 0)
    #expect(throws: DataError.unreadable(file: path, reason: "expected a file, found a FIFO")) {
      try read(.mnist, in: folder.path)
    }
  }

  @Test func archiveComesFirst() throws {
    let place = try folder.folder("cifar-10")
    try SmallSet(.cifar10).write(.cifar10, to: place)
    let archive = try folder.write([], to: "cifar-10/cifar-10-binary.tar.gz")
    #expect(DatasetCopy.find(.cifar10, in: folder.path)?.paths == [archive])
  }

  @Test func nothingIsFoundInNothing() throws {
    for name in DatasetName.allCases {
      #expect(DatasetCopy.find(name, in: folder.path) == nil)
      #expect(DatasetCopy.find(name, in: folder["none"]) == nil)
    }
    // An unfinished fetch is no copy.
    _ = try folder.folder("mnist")
    try folder.write([1], to: "mnist/train-images-idx3-ubyte.gz.part")
    #expect(DatasetCopy.find(.mnist, in: folder.path) == nil)
  }

  /// Ways to spoil a set, the file that is to be named, and what is to be said of it.
  static let spoilt: [(spoil: @Sendable (inout SmallSet) -> Void, file: Int, complaint: String)] = [
    (
      { $0.trainLabels = IDXArray(extents: [4], values: .uint8([0, 1, 2, 3])) }, 1,
      "expected one label an image, found 4 labels for 3 images"
    ),
    (
      { $0.testLabels = IDXArray(extents: [2], values: .uint8([0, 10])) }, 3,
      "expected labels from 0 to 9, found 10 at item 1"
    ),
    (
      { $0.trainImages = IDXArray(extents: [3, 4], values: .uint8(Array(0..<12))) }, 0,
      "expected images: unsigned bytes of rank 3 or 4, found uint8 of rank 2"
    ),
    (
      { $0.testImages = IDXArray(extents: [1, 2, 1, 2, 2], values: .uint8(Array(0..<8))) }, 2,
      "expected images: unsigned bytes of rank 3 or 4, found uint8 of rank 5"
    ),
    (
      { $0.testImages = IDXArray(extents: [2, 2, 2], values: .int8(Array(0..<8))) }, 2,
      "expected images: unsigned bytes of rank 3 or 4, found int8 of rank 3"
    ),
    (
      { $0.trainLabels = IDXArray(extents: [3, 1], values: .uint8([0, 1, 2])) }, 1,
      "expected labels: unsigned bytes of rank 1, found uint8 of rank 2"
    ),
    (
      { $0.trainLabels = IDXArray(extents: [3], values: .int32([0, 1, 2])) }, 1,
      "expected labels: unsigned bytes of rank 1, found int32 of rank 1"
    ),
    (
      { $0.testImages = IDXArray(extents: [2, 0, 28], values: .uint8([])) }, 2,
      "expected images of 1×28×28, as MNIST has, found images of 1×0×28"
    ),
    (
      { $0.testImages = IDXArray(extents: [2, 1, 2], values: .uint8([1, 2, 3, 4])) }, 2,
      "expected images of 1×28×28, as MNIST has, found images of 1×1×2"
    ),
  ]

  @Test(arguments: spoilt.indices) func spoiltSet(index: Int) throws {
    let (spoil, file, complaint) = Self.spoilt[index]
    var set = SmallSet()
    spoil(&set)
    let place = try folder.folder("mnist")
    try set.write(.mnist, to: place)
    let error = #expect(throws: DataError.self) { try read(.mnist, in: folder.path) }
    #expect(error?.description == "\(place)/\(SmallSet.names(.mnist)[file]).gz: \(complaint)")
  }

  @Test func incompleteCopyIsStillACopy() throws {
    let place = try folder.folder("mnist")
    try SmallSet().write(.mnist, to: place)
    let lost = place + "/t10k-images-idx3-ubyte.gz"
    try FileManager.default.removeItem(atPath: lost)
    #expect(throws: DataError.unreadable(file: lost, reason: "expected a file, found nothing there")) {
      try read(.mnist, in: folder.path)
    }
  }
}
