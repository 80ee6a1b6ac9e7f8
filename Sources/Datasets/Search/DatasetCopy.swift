import Foundation

/// A copy of a set on disk: the files that hold it, found but not yet read.
package struct DatasetCopy: Sendable {
  /// The files.
  package let files: any SetFiles

  /// A copy of which the files are known.
  package init(files: any SetFiles) { self.files = files }

  /// The copy of a set in a directory, or nil if the directory holds none of its files.
  ///
  /// The files lie in a folder of the set's name, or in the directory itself if that bears the set's name or the files
  /// do; in one that was given by name they may lie in any case, unless it bears another set's name. A copy that lacks
  /// some files is still a copy: reading it is an error, which is better than quietly taking another.
  ///
  /// - Parameter isNamed: Whether the directory was given by name, for this set.
  package static func find(
    _ name: DatasetName, in directory: String, isNamed: Bool = false
  ) -> DatasetCopy? {
    guard let publication = name.publication else { return nil }
    let own = URL(fileURLWithPath: directory).lastPathComponent.lowercased()
    let owners = DatasetName.allCases.filter { $0.folders.contains(own) }
    var folders = name.folders.map { directory + "/" + $0 }
    if owners.contains(name) || name.isToldByFiles || isNamed && owners.isEmpty { folders.append(directory) }
    return folders.lazy.compactMap { find(publication, inFolder: $0) }.first
  }

  private static func find(_ publication: Publication, inFolder folder: String) -> DatasetCopy? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    if let archive = publication.archive, names.contains(archive.name) {
      return DatasetCopy(files: archive.files(folder + "/" + archive.name))
    }
    if let records = publication.records, names.contains(where: records.files.contains) {
      return DatasetCopy(files: CIFARFiles(records, folder: folder))
    }
    return IDXFiles.names(beginningWith: publication.stem, among: names).map {
      DatasetCopy(files: IDXFiles($0, in: folder))
    }
  }

  /// The paths of the files.
  package var paths: [String] { files.paths }

  /// The folder of the files.
  package var folder: String { URL(fileURLWithPath: paths[0]).deletingLastPathComponent().path }

  /// Sees by the heads of the files that they can be read, without unpacking them; throws `DataError`.
  package func check(as name: DatasetName) throws(DataError) { try files.check(as: name) }

  /// Reads the whole set; throws `DataError` if any file is missing, wrong, or another set's.
  package func read(as name: DatasetName) throws(DataError) -> Dataset {
    let stored = try files.stored(as: name)
    for source in stored.sources {
      let owners = publishedSets(of: source.checksum)
      if let owner = owners.first, !owners.contains(name) {
        throw .malformed(
          file: source.path, expected: "a file of \(name.title)",
          found: "one of \(owner.title), as its SHA-256 says")
      }
    }
    let (train, test) = try stored.splits(of: name.known)
    return Dataset(name: name, train: train, test: test, sources: stored.sources)
  }
}
