import Foundation

/// A file that holds a part of a set: one of its own, or a member of a zip archive. A name that ends in `.gz` means that it
/// is packed.
package enum DataFile: Hashable, Sendable {
  /// A file at a path.
  case plain(String)
  /// A file in a zip archive.
  case member(String, archive: String)

  /// The path of what lies on the disk.
  package var path: String {
    switch self {
    case .plain(let path), .member(_, let path): path
    }
  }

  /// What errors call it.
  var label: String {
    switch self {
    case .plain(let path): path
    case .member(let name, let archive): "\(archive)/\(name)"
    }
  }

  /// The file from its beginning; a member of an archive is read whole. Throws `DataError`.
  func open() throws(DataError) -> ByteReader {
    switch self {
    case .plain(let path): return try ByteReader(path: path)
    case .member(let name, let archive):
      let bytes = try ZipArchive(path: archive).contents(of: name, limit: mostBytesInMemory)
      return ByteReader(bytes, of: label)
    }
  }
}

/// How many bytes of one file may be held in memory: a quarter of the machine's.
let mostBytesInMemory = Int(ProcessInfo.processInfo.physicalMemory / 4)
