import Foundation

/// CIFAR-10 or CIFAR-100 in its binary version, as the archive that is published or unpacked.
///
/// Source: A. Krizhevsky's CIFAR page, "binary version".
package struct CIFARFiles: SetFiles {
  /// What the files are called and what their records are.
  let records: CIFARRecords
  private let place: Place

  private enum Place: Sendable {
    case archive(String)
    case folder(String)
  }

  /// The files in an archive.
  package init(_ records: CIFARRecords, archive path: String) {
    self.records = records
    place = .archive(path)
  }

  /// The files in a folder.
  package init(_ records: CIFARRecords, folder path: String) {
    self.records = records
    place = .folder(path)
  }

  package var paths: [String] {
    switch place {
    case .archive(let path): [path]
    case .folder(let folder): records.files.map { "\(folder)/\($0)" }
    }
  }

  /// How many bytes an archive may take: its files, and as much again as nobody puts beside them.
  private var limit: Int {
    records.byteCount.map { 2 * $0 + 1 << 20 } ?? mostBytesInMemory
  }

  /// Sees that the files are there, and not larger than they can be, without unpacking them; throws `DataError`.
  package func check(as set: DatasetName?) throws(DataError) {
    switch place {
    case .archive(let path):
      guard try FileBytes.size(of: path) <= limit else {
        throw .malformed(file: path, expected: "at most \(limit) bytes", found: "more")
      }
    case .folder:
      for (name, path) in zip(records.files, paths) {
        try records.check(size: FileBytes.size(of: path), of: name, in: path)
      }
    }
  }

  /// Reads all files, wherever they stand in an archive; throws `DataError` if one is missing, damaged or of a wrong size.
  package func stored(as set: DatasetName?) throws(DataError) -> StoredSet {
    try check(as: set)
    var files: [String: [UInt8]] = [:]
    var sources: [SourceFile] = []
    switch place {
    case .archive(let path):
      var archive = try TarReader(path: path, limit: limit)
      while let (fullName, size) = try archive.next() {
        let name = fullName.split(separator: "/").last.map { String($0) } ?? ""
        guard records.files.contains(name) else { continue }
        try records.check(size: size, of: name, in: path)
        guard files.updateValue(try archive.contents(size), forKey: name) == nil else {
          throw .malformed(file: path, expected: "one \(name)", found: "two")
        }
      }
      sources = [try archive.finish()]
    case .folder:
      for (name, path) in zip(records.files, paths) {
        var reader = try ByteReader(path: path, limit: limit)
        var bytes: [UInt8] = []
        try reader.read(upTo: limit, into: &bytes)
        files[name] = bytes
        sources.append(try reader.finish())
      }
    }
    let path = paths[0]
    return StoredSet(
      train: try records.split(records.trainFiles, of: files, path),
      test: try records.split([records.testFile], of: files, path), sources: sources)
  }
}
