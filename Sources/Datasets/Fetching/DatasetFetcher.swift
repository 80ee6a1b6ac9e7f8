import Foundation
import Wording

/// Fetches published sets into a directory, a folder each, every file checked by its SHA-256.
public struct DatasetFetcher: Sendable {
  /// The directory that gets a folder for each set: as a rule `DataSearch.cacheDirectory`.
  public var directory: String
  /// Folders as URLs to fetch from instead of the set's own mirrors; nil for those.
  public var mirrors: [String]?
  /// How long a silent server is waited for, in seconds.
  public var timeout: Double

  /// A fetcher into a directory, which is made if need be.
  public init(into directory: String, mirrors: [String]? = nil, timeout: Double = 30) {
    self.directory = directory
    self.mirrors = mirrors
    self.timeout = timeout
  }

  /// Fetches every file of a set that is not there yet, and says what is there then.
  ///
  /// An interrupted fetch is continued. `progress` is called from another thread. Throws `DataError.download` or
  /// `.wrongChecksum` if no mirror gives a file, `.unwritable`, and `.malformed` for the synthetic set.
  @discardableResult
  public func fetch(
    _ name: DatasetName, progress: @escaping @Sendable (FetchProgress) -> Void = { _ in }
  ) async throws(DataError) -> [SourceFile] {
    guard !name.remoteFiles.isEmpty else {
      throw .malformed(
        file: name.rawValue, expected: "a set that is published", found: "one that is made by a program")
    }
    let folder = directory + "/" + name.folders[0]
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(file: folder, reason: plainReason(error))
    }
    let mirrors = (mirrors ?? name.mirrors).map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    var files: [SourceFile] = []
    for file in name.remoteFiles {
      let download = Download(file: file, folder: folder, mirrors: mirrors, timeout: timeout)
      files.append(try await download.run(progress: progress))
    }
    return files
  }
}
