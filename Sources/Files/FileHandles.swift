import Foundation

/// Sees that standard input, output and error are open, if only to nothing: else the next file that the process
/// opens would be given one of their numbers, and be written into.
package func keepStandardHandles() {
  for handle in STDIN_FILENO...STDERR_FILENO where fcntl(handle, F_GETFD) < 0 {
    // The lowest free number is the one that is missing. Writing to it says that it was closed.
    _ = open("/dev/null", O_RDONLY)
  }
}

/// Sees that the process may open so many files more; Foundation ends the program where it wants one and
/// there is none.
///
/// - Throws: `FileHandleError`.
package func requireFileHandles(_ count: Int) throws(FileHandleError) {
  var handles: [Int32] = []
  defer { for handle in handles { close(handle) } }
  for _ in 0..<count {
    let handle = open("/dev/null", O_RDONLY | O_CLOEXEC)
    if handle >= 0 {
      handles.append(handle)
    } else if errno == EMFILE || errno == ENFILE {
      throw FileHandleError(needed: count)
    }
  }
}

/// Sees that another program can be started, and raises the process's own limit of open files for that where
/// it may.
///
/// Foundation closes 256 handles in what it starts, and the C library refuses that where fewer may be open
/// at all.
///
/// - Throws: `FileHandleError`.
package func requireFileHandlesForPrograms() throws(FileHandleError) {
  let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  var limit = rlimit()
  if getrlimit(resource, &limit) == 0, limit.rlim_cur < 256 {
    limit.rlim_cur = min(256, limit.rlim_max)
    setrlimit(resource, &limit)
    if limit.rlim_cur < 256 { throw FileHandleError(needed: 256) }
  }
  try requireFileHandles(16)
}
