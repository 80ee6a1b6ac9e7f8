import Datasets
import Foundation
import TestSupport
import Testing

@Suite struct DatasetFetcherTests {
  @Test func syntheticIsNotPublished() async throws {
    let folder = try TemporaryDirectory()
    let error = await #expect(throws: DataError.self) {
      try await DatasetFetcher(into: folder.path).fetch(.synthetic)
    }
    #expect(
      error?.description
        == "synthetic: expected a set that is published, found one that is made by a program")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test func cacheThatCannotBeMade() async throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write([], to: "file")
    await #expect(throws: DataError.self) { try await DatasetFetcher(into: path).fetch(.mnist) }
  }

  @Test func noNetworkIsOneClearLine() async throws {
    let folder = try TemporaryDirectory()
    let fetcher = DatasetFetcher(into: folder.path, mirrors: ["http://127.0.0.1:1"], timeout: 5)
    let error = await #expect(throws: DataError.self) { try await fetcher.fetch(.mnist) }
    let line = try #require(error).description
    #expect(line.hasPrefix("train-images-idx3-ubyte.gz: cannot be fetched: 127.0.0.1: "))
    #expect(!line.contains("\n"))
  }

  /// The real set, from a server of our own, to where the search finds it.
  @Test(
    .enabled(if: SystemPython.isInstalled, "no \(SystemPython.path) to run the server"),
    .enabled(if: RealSets.hasOfficial(.mnist), "no official MNIST found"))
  func fetchedSetIsFound() async throws {
    let server = try LoopbackServer(), cache = try TemporaryDirectory()
    for path in try RealSets.search().find(.mnist).copy.paths {
      let name = URL(fileURLWithPath: path).lastPathComponent
      try FileManager.default.copyItem(atPath: path, toPath: server.folder[name])
    }
    let fetcher = DatasetFetcher(into: cache.path, mirrors: [server.mirror("range")])
    let files = try await fetcher.fetch(.mnist)
    #expect(files.map(\.checksum) == DatasetName.mnist.remoteFiles.map(\.checksum))
    #expect(files.map(\.byteCount) == DatasetName.mnist.remoteFiles.map(\.byteCount))
    let search = DataSearch(places: [SearchPlace(path: cache.path, reason: .cache)])
    #expect(try search.find(.mnist).copy.read(as: .mnist).hasPublishedSize == true)
    #expect(try await fetcher.fetch(.mnist) == files)
    #expect(server.requests.count == 4)
  }
}
