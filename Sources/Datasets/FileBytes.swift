import Files
import Foundation
import Wording

/// A file read front to back in large pieces, hashed on the way.
struct FileBytes: ~Copyable {
  let path: String
  /// How many bytes the file had when it was opened.
  let size: Int
  private let handle: FileHandle
  private var hasher = SHA256Hasher()
  private var byteCount = 0

  /// Opens a file; throws `DataError.unreadable` if it is missing, no regular file, or not permitted.
  init(path: String) throws(DataError) {
    (size, handle) = try Self.open(path)
    self.path = path
  }

  private static func open(_ path: String) throws(DataError) -> (size: Int, handle: FileHandle) {
    let size: Int
    switch FileKind(of: path) {
    case .file(let byteCount): size = byteCount
    case .nothing: throw .unreadable(file: path, reason: "expected a file, found nothing there")
    case let other: throw .unreadable(file: path, reason: "expected a file, found \(other.name)")
    }
    do {
      return (size, try FileHandle(forReadingFrom: URL(fileURLWithPath: path)))
    } catch {
      throw .unreadable(file: path, reason: plainReason(error))
    }
  }

  /// The next piece, or nil at the end of the file.
  mutating func nextChunk() throws(DataError) -> Data? {
    let chunk: Data?
    do {
      chunk = try handle.read(upToCount: 1 << 18)
    } catch {
      throw .unreadable(file: path, reason: plainReason(error))
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
