import Foundation
import Synchronization

/// The two ends of a pipe through which a signal's handler, which may do next to nothing, wakes a thread.
private let wakeUp: (reading: Int32, writing: Int32) = {
  var ends: [Int32] = [-1, -1]
  pipe(&ends)
  return (ends[0], ends[1])
}()

/// Whether some thread has begun to end the program, which only one may do and tell of.
private let isEnding = Mutex(false)

/// Whether the calling thread is the one to end the program.
private func mayEnd() -> Bool {
  isEnding.withLock { isEnding in
    defer { isEnding = true }
    return !isEnding
  }
}

/// How long a task that was cancelled may take to end by itself, in seconds.
private let patience = 0.8

/// Ends the program as one that was interrupted, and leaves its memory as it is: `exit` would have libraries give back
/// theirs, OpenBLAS its work areas, while the task's threads still calculate in it. No output waits to be written.
private func endAtOnce() -> Never { _exit(130) }

/// Runs a task that Ctrl-C and SIGTERM cancel. Where a step of it takes longer, the program ends without it: what was
/// finished is in its files by then, and a file is written whole or not at all. A second signal ends it at once.
///
/// A thread of its own waits for the signals: all those of the task may be busy for a long time.
func interruptible(_ body: @escaping @Sendable () async throws -> Void) async throws {
  let task = Task { try await body() }
  let (reading, _) = wakeUp
  Thread.detachNewThread {
    var byte: UInt8 = 0
    while read(reading, &byte, 1) == 1 {
      if task.isCancelled { endAtOnce() }
      task.cancel()
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: patience)
        guard mayEnd() else { return }
        Output.error("interrupted")
        endAtOnce()
      }
    }
  }
  for number in [SIGINT, SIGTERM] {
    signal(number) { _ in
      var byte: UInt8 = 0
      _ = write(wakeUp.writing, &byte, 1)
    }
  }
  let result = await task.result
  guard mayEnd() else { while true { pause() } }
  try result.get()
}
