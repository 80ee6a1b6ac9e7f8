/// A directory where data are looked for, and why it is on the list.
public struct SearchPlace: Hashable, Codable, Sendable {
  /// Why a directory is on the list.
  public enum Reason: String, Codable, Sendable {
    /// The user named it, as with `--data`.
    case explicit
    /// The environment variable KINDLING_DATA names it.
    case environment
    /// It is the user's own cache, where fetched sets go.
    case cache
    /// It is where the system's packages put data.
    case system
  }

  /// The path of the directory.
  public let path: String
  /// Why it is on the list.
  public let reason: Reason

  /// A place with its reason.
  public init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }
}

extension SearchPlace: CustomStringConvertible {
  /// The path, with the reason behind it.
  public var description: String {
    switch reason {
    case .explicit: "\(path) (--data)"
    case .environment: "\(path) (KINDLING_DATA)"
    case .cache: "\(path) (cache)"
    case .system: "\(path) (system)"
    }
  }
}
