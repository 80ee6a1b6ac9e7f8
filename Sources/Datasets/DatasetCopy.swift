import Foundation

/// A copy of a set on disk: the files that hold it, found but not yet read.
package enum DatasetCopy: Hashable, Sendable {
  /// Four IDX files: images and labels, to train on and to test on.
  case idx(trainImages: String, trainLabels: String, testImages: String, testLabels: String)
  /// CIFAR-10 as one packed archive.
  case archive(String)

  /// The copy of a set in a directory, or nil if the directory holds none of its files.
  ///
  /// The files lie in a folder of the set's name, or in the directory itself if that bears the set's name or
  /// the files do. A copy that lacks some files is still a copy: reading it is an error, which is better than
  /// quietly taking another.
  package static func find(_ name: DatasetName, in directory: String) -> DatasetCopy? {
    let own = URL(fileURLWithPath: directory).lastPathComponent.lowercased()
    var folders = name.folders.map { directory + "/" + $0 }
    if name.folders.contains(own) || name == .cifar10 { folders.append(directory) }
    for folder in folders {
      if let copy = find(name, inFolder: folder) { return copy }
    }
    return nil
  }

  private static func find(_ name: DatasetName, inFolder folder: String) -> DatasetCopy? {
    let stems: [String]
    switch name {
    case .synthetic, .syntheticColour: return nil
    case .mnist, .fashionMNIST:
      stems = [
        "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
        "t10k-labels-idx1-ubyte",
      ]
    case .cifar10:
      let archive = folder + "/cifar-10-binary.tar.gz"
      if FileManager.default.fileExists(atPath: archive) { return .archive(archive) }
      stems = [
        "cifar10-train-images-idx4-ubyte", "cifar10-train-labels-idx1-ubyte",
        "cifar10-t10k-images-idx4-ubyte", "cifar10-t10k-labels-idx1-ubyte",
      ]
    }
    let found = stems.map { stem in
      // The packed form first: it is what is published, so its sum can be recognised.
      [stem + ".gz", stem].map { folder + "/" + $0 }
        .first { FileManager.default.fileExists(atPath: $0) }
    }
    guard found.contains(where: { $0 != nil }) else { return nil }
    let paths = zip(found, stems).map { $0 ?? folder + "/" + $1 + ".gz" }
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

  /// Reads the whole set; throws `DataError` if any file is missing or wrong.
  package func read(as name: DatasetName) throws(DataError) -> Dataset {
    switch self {
    case .archive(let path): return try CIFARArchive().read(path)
    case .idx(let trainImages, let trainLabels, let testImages, let testLabels):
      let (train, trainSources) = try IDXSplit.read(images: trainImages, labels: trainLabels, of: name)
      let (test, testSources) = try IDXSplit.read(images: testImages, labels: testLabels, of: name)
      guard train.shape == test.shape else {
        throw .malformed(
          file: testImages, expected: "images of \(train.shape), as for training", found: "\(test.shape)")
      }
      return Dataset(name: name, train: train, test: test, sources: trainSources + testSources)
    }
  }
}
