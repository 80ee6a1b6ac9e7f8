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
    try SmallSet().write(set.name, to: place, suffix: suffix)
    let found = try read(set.name, in: folder.path)
    #expect(found.name == set.name)
    #expect(found.shape == ImageShape(channels: 1, height: 2, width: 2))
    #expect(found.train.pixels == Array(0..<12))
    #expect(found.train.labels == [0, 1, 9])
    #expect(found.test.pixels == Array(100..<108))
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

  @Test func threeColours() throws {
    var set = SmallSet()
    set.trainImages = IDXArray(extents: [3, 3, 1, 2], values: .uint8(Array(0..<18)))
    set.testImages = IDXArray(extents: [2, 3, 1, 2], values: .uint8(Array(0..<12)))
    try set.write(.cifar10, to: folder.path)
    #expect(try read(.cifar10, in: folder.path).shape == ImageShape(channels: 3, height: 1, width: 2))
  }

  @Test func archiveComesFirst() throws {
    let place = try folder.folder("cifar-10")
    try SmallSet().write(.cifar10, to: place)
    let archive = try folder.write([], to: "cifar-10/cifar-10-binary.tar.gz")
    #expect(DatasetCopy.find(.cifar10, in: folder.path) == .archive(archive))
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
      { $0.testImages = IDXArray(extents: [2, 0, 2], values: .uint8([])) }, 2,
      "expected images with pixels, found images of 1×0×2"
    ),
    (
      { $0.testImages = IDXArray(extents: [2, 1, 2], values: .uint8([1, 2, 3, 4])) }, 2,
      "expected images of 1×2×2, as for training, found 1×1×2"
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
