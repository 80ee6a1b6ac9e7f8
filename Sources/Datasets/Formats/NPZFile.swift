/// A set as one file of NumPy arrays, as Keras and MedMNIST write it; images to validate on are left aside.
struct NPZFile: SetFiles {
  /// The path of the file.
  let path: String

  var paths: [String] { [path] }

  /// What the arrays are called: images and labels to train on, then those to test on.
  private static let conventions = [
    ["x_train", "y_train", "x_test", "y_test"],
    ["train_images", "train_labels", "test_images", "test_labels"],
  ]

  /// Sees that the arrays are there, without unpacking them; throws `DataError`.
  func check(as set: DatasetName?) throws(DataError) {
    _ = try Self.names(in: ZipArchive(path: path))
  }

  /// Reads the four arrays; throws `DataError`.
  func stored(as set: DatasetName?) throws(DataError) -> StoredSet {
    let archive = try ZipArchive(path: path)
    var arrays: [StoredArray] = []
    for name in try Self.names(in: archive) {
      let label = DataFile.member(name, archive: path).label
      let bytes = try archive.contents(of: name, limit: mostBytesInMemory)
      arrays.append(try StoredArray(npy: bytes, of: label))
    }
    return StoredSet(
      train: try Self.split(arrays[0], arrays[1]), test: try Self.split(arrays[2], arrays[3]), order: .last,
      sources: [try SourceFile(path: path)])
  }

  private static func names(in archive: borrowing ZipArchive) throws(DataError) -> [String] {
    for names in conventions.map({ $0.map { "\($0).npy" } })
    where names.contains(where: archive.names.contains) {
      for name in names where !archive.names.contains(name) {
        throw .malformed(
          file: archive.path, expected: "an array \(name.dropLast(4))", found: found(in: archive))
      }
      return names
    }
    throw .malformed(
      file: archive.path,
      expected: conventions.map { "the arrays \($0.joined(separator: ", "))" }.joined(separator: ", or "),
      found: found(in: archive))
  }

  private static func found(in archive: borrowing ZipArchive) -> String {
    let names = archive.names.map { $0.hasSuffix(".npy") ? String($0.dropLast(4)) : $0 }
    return names.isEmpty ? "nothing" : names.prefix(8).joined(separator: ", ")
  }

  private static func split(_ images: StoredArray, _ labels: StoredArray) throws(DataError) -> StoredSplit {
    guard labels.extents.count == 1 || labels.extents.count == 2 && labels.extents[1] == 1 else {
      throw .malformed(
        file: labels.file, expected: "one label an image", found: "an array of \(labels.extents)")
    }
    guard let count = images.extents.first, count > 0 else {
      throw .malformed(
        file: images.file, expected: "at least one image", found: "an array of \(images.extents)")
    }
    guard count == labels.extents[0] else {
      throw .countMismatch(file: labels.file, images: count, labels: labels.extents[0])
    }
    return StoredSplit(images: images, labels: labels)
  }
}
