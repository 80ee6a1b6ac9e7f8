/// A file that data came from: enough to tell later whether the same bytes were used.
public struct SourceFile: Hashable, Codable, Sendable {
  /// Where the file lay when it was read.
  public let path: String
  /// The size of the file as stored, compressed or not.
  public let byteCount: Int
  /// The SHA-256 of the file as stored.
  public let checksum: Checksum

  /// A file of which everything is known.
  public init(path: String, byteCount: Int, checksum: Checksum) {
    self.path = path
    self.byteCount = byteCount
    self.checksum = checksum
  }

  /// The file as it lies there now, read in pieces; throws `DataError.unreadable`.
  init(path: String) throws(DataError) {
    var file = try FileBytes(path: path)
    while try file.nextChunk() != nil {}
    self = file.finish()
  }
}
