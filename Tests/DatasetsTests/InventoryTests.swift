import Datasets
import Foundation
import TestSupport
import Testing

@Suite struct InventoryTests {
  let folder: TemporaryDirectory
  let search: DataSearch

  init() throws {
    folder = try TemporaryDirectory()
    search = DataSearch(places: [
      SearchPlace(path: folder["first"], reason: .explicit),
      SearchPlace(path: folder["second"], reason: .cache),
    ])
  }

  @Test func everySetIsListed() {
    let entries = search.inventory()
    #expect(entries.map(\.set) == DatasetName.allCases)
    for entry in entries where entry.set.recipe == nil {
      #expect(entry.place == nil)
      #expect(!entry.isUsed)
      #expect(entry.problem?.hasPrefix("no \(entry.set.title) data: looked at ") == true)
    }
    for entry in entries where entry.set.recipe != nil {
      #expect(entry.shape == entry.set.shape)
      #expect(entry.isUsed)
    }
  }

  @Test func everyCopyIsListed() throws {
    try SmallSet().write(.mnist, to: folder.folder("first/mnist"))
    try SmallSet().write(.mnist, to: folder.folder("second/mnist"), suffix: "")
    let entries = search.inventory(of: .mnist)
    #expect(entries.map(\.place) == search.places)
    #expect(entries.map(\.isUsed) == [true, false])
    for entry in entries {
      #expect(entry.shape == DatasetName.mnist.shape)
      #expect(entry.trainCount == 3 && entry.testCount == 2)
      #expect(entry.hasPublishedSize == false)
      #expect(entry.problem == nil)
      #expect(entry.files.count == 4)
      for file in entry.files {
        #expect(file.publisher == nil)
        #expect(try file.file.checksum == Checksum(ofFile: file.file.path))
      }
    }
  }

  @Test func brokenCopyIsReportedAndStillTheOneUsed() throws {
    try SmallSet().write(.mnist, to: folder.folder("first/mnist"))
    try SmallSet().write(.mnist, to: folder.folder("second/mnist"))
    let path = try folder.write([], to: "first/mnist/train-images-idx3-ubyte.gz")
    let entries = search.inventory(of: .mnist)
    #expect(entries.map(\.isUsed) == [true, false])
    #expect(entries.first?.problem == "\(path): too short: expected gzip data, found an empty file")
    #expect(entries.first?.files.count == 4)
    #expect(entries.first?.shape == nil)
    #expect(entries.last?.problem == nil)
  }

  /// A run is refused where the named directory lacks the set, so no other copy is used.
  @Test func nothingElseIsUsedWhereADirectoryIsNamed() throws {
    try SmallSet().write(.mnist, to: folder.folder("second/mnist"))
    #expect(search.inventory(of: .mnist).map(\.isUsed) == [false])
  }

  @Test func codesAsJSON() throws {
    try SmallSet().write(.mnist, to: folder.folder("first/mnist"))
    let entries = search.inventory()
    let data = try JSONEncoder().encode(entries)
    #expect(try JSONDecoder().decode([InventoryEntry].self, from: data) == entries)
  }

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: "/usr/share/datasets/fashion-mnist"),
      "dataset-fashion-mnist is not installed"))
  func debianFilesAreRecognised() throws {
    let system = DataSearch(places: [SearchPlace(path: "/usr/share/datasets", reason: .system)])
    let entry = try #require(system.inventory(of: .fashionMNIST).first)
    #expect(entry.hasPublishedSize == true)
    #expect(entry.files.map(\.publisher) == [String?](repeating: "Debian dataset-fashion-mnist", count: 4))
  }
}
