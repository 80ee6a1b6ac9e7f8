import Files

/// A directory where data are looked for, and why it is on the list.
public struct SearchPlace: Hashable, Codable, Sendable {
  /// Why a directory is on the list.
  public enum Reason: String, Codable, Sendable {
    /// The user named it, as with `--data`.
    case explicit
    /// It is the path that the user gave in place of a set's name.
    case path
    /// The environment variable KINDLING_DATA names it.
    case environment
    /// It is the user's own cache, where fetched sets go.
    case cache
    /// It is where the system's packages put data.
    case system

    /// The reason in a word, as messages give it.
    public var label: String {
      switch self {
      case .explicit: "--data"
      case .path: "as given"
      case .environment: "KINDLING_DATA"
      case .cache: "cache"
      case .system: "system"
      }
    }
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

extension SearchPlace {
  /// The copy of a set that lies there, if any does.
  func copy(of name: DatasetName) -> DatasetCopy? {
    DatasetCopy.find(name, in: path, isNamed: reason == .explicit)
  }

  /// Where the files of a set of one's own lie there, under its name; nil where they do not.
  func ownFiles(of name: DatasetName) -> SearchPlace? {
    ["", ".npz", ".tar.gz"].map { "\(path)/\(name.title)\($0)" }.first { FileKind(of: $0) != .nothing }
      .map { SearchPlace(path: $0, reason: reason) }
  }
}

extension SearchPlace: CustomStringConvertible {
  /// The path, with the reason behind it.
  public var description: String { "\(path) (\(reason.label))" }
}
