import Foundation

/// A copy of a set on disk: the files that hold it, found but not yet read.
package enum DatasetCopy: Hashable, Sendable {
  /// Four IDX files: images and labels, to train on and to test on.
  case idx(trainImages: String, trainLabels: String, testImages: String, testLabels: String)
  /// One archive.
  case archive(String)

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
    if name.recipe != nil { return nil }
    let own = URL(fileURLWithPath: directory).lastPathComponent.lowercased()
    let owner = DatasetName.allCases.first { $0.folders.contains(own) }
    var folders = name.folders.map { directory + "/" + $0 }
    if owner == name || name.isToldByFiles || isNamed && owner == nil { folders.append(directory) }
    return folders.lazy.compactMap { find(name, inFolder: $0) }.first
  }

  private static func find(_ name: DatasetName, inFolder folder: String) -> DatasetCopy? {
    if let archive = name.publication?.archive.map({ folder + "/" + $0.name }),
      FileManager.default.fileExists(atPath: archive)
    {
      return .archive(archive)
    }
    let found = name.stems.map { stem in
      // The packed form first: it is what is published, so its sum can be recognised.
      [stem + ".gz", stem].map { folder + "/" + $0 }
        .first { FileManager.default.fileExists(atPath: $0) }
    }
    guard found.contains(where: { $0 != nil }) else { return nil }
    let paths = zip(found, name.stems).map { $0 ?? folder + "/" + $1 + ".gz" }
    return .idx(trainImages: paths[0], trainLabels: paths[1], testImages: paths[2], testLabels: paths[3])
  }

  /// The paths of the files.
  package var paths: [String] {
    switch self {
    case .idx(let trainImages, let trainLabels, let testImages, let testLabels):
      [trainImages, trainLabels, testImages, testLabels]
    case .archive(let path): [path]
    }
  }

  /// The folder of the files.
  package var folder: String { URL(fileURLWithPath: paths[0]).deletingLastPathComponent().path }

  private static func format(_ name: DatasetName) -> any SetArchive {
    guard let archive = name.publication?.archive else {
      preconditionFailure("\(name.title) is not published as an archive")
    }
    return archive.format
  }

  /// Sees by the heads of the files that they can be read, without unpacking them; throws `DataError`.
  package func check(as name: DatasetName) throws(DataError) {
    switch self {
    case .archive(let path): try Self.format(name).check(path)
    case .idx(let trainImages, let trainLabels, let testImages, let testLabels):
      try IDXSplit.check(images: trainImages, labels: trainLabels, of: name)
      try IDXSplit.check(images: testImages, labels: testLabels, of: name)
    }
  }

  /// Reads the whole set; throws `DataError` if any file is missing, wrong, or another set's.
  package func read(as name: DatasetName) throws(DataError) -> Dataset {
    let set: Dataset
    switch self {
    case .archive(let path): set = try Self.format(name).read(path)
    case .idx(let trainImages, let trainLabels, let testImages, let testLabels):
      let (train, trainSources) = try IDXSplit.read(images: trainImages, labels: trainLabels, of: name)
      let (test, testSources) = try IDXSplit.read(images: testImages, labels: testLabels, of: name)
      set = Dataset(name: name, train: train, test: test, sources: trainSources + testSources)
    }
    for source in set.sources {
      if let owner = publishedSet(of: source.checksum), owner != name {
        throw .malformed(
          file: source.path, expected: "a file of \(name.title)",
          found: "one of \(owner.title), as its SHA-256 says")
      }
    }
    return set
  }
}
