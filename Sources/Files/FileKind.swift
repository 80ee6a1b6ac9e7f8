import Foundation

/// What a path leads to, links followed: only a regular file can be read without waiting for somebody else.
package enum FileKind: Hashable, Sendable {
  /// Nothing is there, or nothing that may be looked at.
  case nothing
  /// A regular file of so many bytes.
  case file(byteCount: Int)
  /// A directory.
  case directory
  /// Anything else, such as `a FIFO`, with its article.
  case other(String)

  /// What a path leads to now.
  package init(of path: String) {
    var info = stat()
    guard stat(path, &info) == 0 else {
      self = .nothing
      return
    }
    switch info.st_mode & S_IFMT {
    case S_IFREG: self = .file(byteCount: Int(info.st_size))
    case S_IFDIR: self = .directory
    case S_IFIFO: self = .other("a FIFO")
    case S_IFSOCK: self = .other("a socket")
    default: self = .other("a device")
    }
  }

  /// What it is, with its article.
  package var name: String {
    switch self {
    case .nothing: "nothing"
    case .file: "a file"
    case .directory: "a directory"
    case .other(let name): name
    }
  }
}
