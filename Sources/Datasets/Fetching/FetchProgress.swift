/// How far the fetching of one file has come.
public struct FetchProgress: Hashable, Sendable {
  /// The name of the file.
  public let file: String
  /// The host that it comes from.
  public let host: String
  /// The number of bytes on disk, those of an earlier attempt included.
  public let received: Int
  /// The number of bytes of the whole file.
  public let total: Int
}
