import Files
import Foundation
import Wording

/// A file read front to back in large pieces, hashed on the way.
struct FileBytes: ~Copyable {
  /// The path, or what errors call what an archive held.
  let path: String
  /// How many bytes the file has.
  let size: Int
  private let source: Source
  private var hasher = SHA256Hasher()
  private var byteCount = 0

  private enum Source {
    case disk(FileHandle)
    case memory([UInt8])
  }

  private static var pieceSize: Int { 1 << 18 }

  /// Opens a file; throws `DataError.unreadable` if it is missing, no regular file, or not permitted.
  init(path: String) throws(DataError) {
    (size, source) = try Self.open(path)
    self.path = path
  }

  private static func open(_ path: String) throws(DataError) -> (size: Int, source: Source) {
    let size = try size(of: path)
    do {
      return (size, .disk(try FileHandle(forReadingFrom: URL(fileURLWithPath: path))))
    } catch {
      throw .unreadable(file: path, reason: plainReason(error))
    }
  }

  /// The bytes of a file that an archive held.
  init(_ bytes: [UInt8], of label: String) {
    path = label
    size = bytes.count
    source = .memory(bytes)
  }

  /// The size of a regular file; throws `DataError.unreadable` where there is none at the path.
  static func size(of path: String) throws(DataError) -> Int {
    switch FileKind(of: path) {
    case .file(let byteCount): return byteCount
    case .nothing: throw .unreadable(file: path, reason: "expected a file, found nothing there")
    case let other: throw .unreadable(file: path, reason: "expected a file, found \(other.name)")
    }
  }

  /// The next piece, or nil at the end of the file.
  mutating func nextChunk() throws(DataError) -> Data? {
    let chunk: Data?
    switch source {
    case .disk(let handle):
      do {
        chunk = try handle.read(upToCount: Self.pieceSize)
      } catch {
        throw .unreadable(file: path, reason: plainReason(error))
      }
    case .memory(let bytes):
      chunk = Data(bytes[byteCount..<min(byteCount + Self.pieceSize, bytes.count)])
    }
    guard let chunk, !chunk.isEmpty else { return nil }
    hasher.update(chunk.span)
    byteCount += chunk.count
    return chunk
  }

  /// What is known of the file once all of it was read.
  consuming func finish() -> SourceFile {
    SourceFile(path: path, byteCount: byteCount, checksum: hasher.finish())
  }
}
