/// A file as its authors publish it: name, size and SHA-256.
public struct RemoteFile: Hashable, Sendable {
  /// The name below a mirror, and in the folder of the set.
  public let name: String
  /// The size in bytes.
  public let byteCount: Int
  /// The SHA-256 of the file as published.
  public let checksum: Checksum

  package init(_ name: String, _ byteCount: Int, _ digits: String) {
    guard let checksum = Checksum(hex: digits) else {
      preconditionFailure("\(digits) is no SHA-256")
    }
    self.name = name
    self.byteCount = byteCount
    self.checksum = checksum
  }
}
