/// What CIFAR's binary files hold: records of one or two label bytes, then 3 × 32 × 32 pixels.
package struct CIFARRecords: Sendable {
  /// The names of the files to train on.
  let trainFiles: [String]
  /// The name of the file to test on.
  let testFile: String
  /// The number of labels of a record.
  let labels: Int
  /// Which of them is the class.
  let label: Int
  /// The number of records in each file, that to train on first; nil where it may be any.
  let counts: (train: Int, test: Int)?

  /// CIFAR-10's; the published files have 10,000 records each.
  package static func ten(perFile count: Int? = 10_000) -> CIFARRecords {
    CIFARRecords(
      trainFiles: (1...5).map { "data_batch_\($0).bin" }, testFile: "test_batch.bin", labels: 1, label: 0,
      counts: count.map { ($0, $0) })
  }

  /// CIFAR-100's, of which each record has the number of one of 20 coarse classes, then that of one of 100 fine ones.
  package static func hundred(coarse: Bool, counts: (train: Int, test: Int)? = (50_000, 10_000))
    -> CIFARRecords
  {
    CIFARRecords(
      trainFiles: ["train.bin"], testFile: "test.bin", labels: 2, label: coarse ? 0 : 1, counts: counts)
  }

  private static let extents = [3, 32, 32]

  /// The names of all files.
  var files: [String] { trainFiles + [testFile] }

  private var pixels: Int { Self.extents.reduce(1, *) }

  /// The number of bytes of a record.
  var size: Int { labels + pixels }

  /// How many bytes all files take; nil where they may be any number.
  var byteCount: Int? {
    counts.map { (trainFiles.count * $0.train + $0.test) * size }
  }

  /// Sees that a file has as many bytes as its records take; throws `DataError`.
  ///
  /// - Parameter path: Where it lies, or the archive that it is in.
  func check(size found: Int, of name: String, in path: String) throws(DataError) {
    if let counts {
      let expected = size * (name == testFile ? counts.test : counts.train)
      guard found == expected else {
        throw .malformed(file: path, expected: "\(expected) bytes in \(name)", found: "\(found)")
      }
    } else if found == 0 || !found.isMultiple(of: size) {
      throw .malformed(
        file: path, expected: "whole records of \(size) bytes in \(name)", found: "\(found) bytes")
    }
  }

  /// The images and labels of some files.
  func split(
    _ names: [String], of files: [String: [UInt8]], _ path: String
  ) throws(DataError) -> StoredSplit {
    var images: [UInt8] = [], classes: [UInt8] = []
    for name in names {
      guard let bytes = files[name] else {
        throw .malformed(file: path, expected: "a file \(name) in the archive", found: "none")
      }
      images.reserveCapacity(names.count * bytes.count)
      for start in stride(from: 0, to: bytes.count, by: size) {
        classes.append(bytes[start + label])
        images.append(contentsOf: bytes[start + labels..<start + size])
      }
    }
    return StoredSplit(
      images: StoredArray(
        file: path, extents: [classes.count] + Self.extents, element: .byte, bytes: images),
      labels: StoredArray(file: path, extents: [classes.count], element: .byte, bytes: classes))
  }
}
