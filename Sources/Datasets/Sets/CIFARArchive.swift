/// The official binary version of CIFAR-10, read out of its archive as it is published.
///
/// Five files of training images and one of test images; a record is one label byte, then 3 × 32 × 32 pixels.
/// Source: A. Krizhevsky's CIFAR-10 page, "binary version".
package struct CIFARArchive: SetArchive {
  /// The number of records in each of the six files: 10,000 in the published archive.
  package var recordsPerFile = 10_000

  private static let shape = ImageShape(channels: 3, height: 32, width: 32)
  private static let trainFiles = (1...5).map { "data_batch_\($0).bin" }
  private static let testFile = "test_batch.bin"

  /// An archive with files of the given number of records.
  package init(recordsPerFile: Int = 10_000) {
    self.recordsPerFile = recordsPerFile
  }

  /// How many bytes an archive may take: its files, and as much again as nobody puts beside them.
  private var limit: Int { 2 * 6 * recordsPerFile * (1 + Self.shape.count) + 1 << 20 }

  /// Sees that the archive is not larger than it can be, without unpacking it; throws `DataError`.
  package func check(_ path: String) throws(DataError) {
    guard try FileBytes(path: path).size <= limit else {
      throw .malformed(file: path, expected: "at most \(limit) bytes", found: "more")
    }
  }

  /// Reads all six files, wherever they stand in the archive.
  ///
  /// Throws `DataError` if the archive is damaged, lacks a file, or holds one of the wrong size.
  package func read(_ path: String) throws(DataError) -> Dataset {
    try check(path)
    var archive = try TarReader(path: path, limit: limit)
    var files: [String: [UInt8]] = [:]
    while let (fullName, size) = try archive.next() {
      let name = fullName.split(separator: "/").last.map { String($0) } ?? ""
      guard Self.trainFiles.contains(name) || name == Self.testFile else { continue }
      let expected = recordsPerFile * (1 + Self.shape.count)
      guard size == expected else {
        throw .malformed(file: path, expected: "\(expected) bytes in \(name)", found: "\(size)")
      }
      guard files.updateValue(try archive.contents(size), forKey: name) == nil else {
        throw .malformed(file: path, expected: "one \(name)", found: "two")
      }
    }
    let source = try archive.finish()
    return Dataset(
      name: .cifar10, train: try split(Self.trainFiles, of: files, path),
      test: try split([Self.testFile], of: files, path), sources: [source])
  }

  private func split(
    _ names: [String], of files: [String: [UInt8]], _ path: String
  ) throws(DataError) -> LabelledImages {
    var pixels: [UInt8] = [], labels: [UInt8] = []
    pixels.reserveCapacity(names.count * recordsPerFile * Self.shape.count)
    for name in names {
      guard let bytes = files[name] else {
        throw .malformed(file: path, expected: "a file \(name) in the archive", found: "none")
      }
      for start in stride(from: 0, to: bytes.count, by: 1 + Self.shape.count) {
        labels.append(bytes[start])
        pixels.append(contentsOf: bytes[start + 1...start + Self.shape.count])
      }
    }
    return try LabelledImages(
      shape: Self.shape, classes: DatasetName.cifar10.classes, pixels: pixels, labels: labels, origin: path)
  }
}
