import Foundation

/// A file as it was at a time: written anew, it has another time, size or number.
struct FileState: Hashable, Sendable {
  private let path: String
  private let number: UInt64
  private let size: Int64
  private let seconds: Int
  private let nanoseconds: Int

  /// A file as it is now; nil where there is none.
  init?(_ path: String) {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    self.path = path
    number = UInt64(info.st_ino)
    size = Int64(info.st_size)
    (seconds, nanoseconds) = (info.st_mtim.tv_sec, info.st_mtim.tv_nsec)
  }
}
