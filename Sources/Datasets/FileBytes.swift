import Foundation

/// A file read front to back in large pieces, hashed on the way.
struct FileBytes: ~Copyable {
  let path: String
  private let handle: FileHandle
  private var hasher = SHA256Hasher()
  private var byteCount = 0

  /// Opens a file; throws `DataError.unreadable` if it is missing, a directory, or not permitted.
  init(path: String) throws(DataError) {
    self.path = path
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw .unreadable(file: path, reason: "expected a file, found nothing there")
    }
    guard !isDirectory.boolValue else {
      throw .unreadable(file: path, reason: "expected a file, found a directory")
    }
    do {
      handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
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
