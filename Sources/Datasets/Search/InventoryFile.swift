/// A file of a copy of a set, and whose file it is.
public struct InventoryFile: Hashable, Codable, Sendable {
  /// The path, the size and the SHA-256.
  public var file: SourceFile
  /// Who publishes a file with this sum, if anyone known.
  public var publisher: String?

  init(_ file: SourceFile) {
    self.file = file
    publisher = Datasets.publisher(of: file.checksum)
  }
}
