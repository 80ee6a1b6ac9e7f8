import Dispatch
import Figures
import Foundation
import Lab

/// A view of stores on a terminal, each look in the place of the one before.
struct LiveView {
  private let watch: StoreWatch
  private var drawn = 0

  /// A view that is yet to be drawn.
  ///
  /// - Throws: `StoreError`.
  init(_ files: [URL]) throws {
    watch = try StoreWatch(files)
  }

  /// Looks, draws what there is, and returns whether all is done.
  ///
  /// - Throws: What `StoreWatch.look` throws.
  mutating func draw() throws -> Bool {
    let status = try watch.look()
    let terminal = Terminal.current
    let sheet = WatchSheet(status, inColour: terminal.hasColour)
    // The cursor stands on the line below the view.
    let lines = sheet.lines(width: terminal.width, height: terminal.height.map { max($0 - 1, 1) } ?? .max)
    let up = drawn > 0 ? "\u{1B}[\(drawn)A\r" : ""
    try Output.write(up + lines.map { "\($0)\u{1B}[K\n" }.joined() + "\u{1B}[J")
    drawn = lines.count
    return status.isDone
  }

  /// Draws a view of a store while the body fills it; nothing where the file is nil.
  ///
  /// A thread of its own looks: the runs may hold all that tasks share. What cannot be shown stops no run.
  static func showing<Result>(_ file: URL?, while body: () async throws -> Result) async throws -> Result {
    guard let file else { return try await body() }
    let (stop, stopped) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    Thread.detachNewThread {
      if var view = try? LiveView([file]) {
        while stop.wait(timeout: .now() + 1) == .timedOut { _ = try? view.draw() }
        _ = try? view.draw()
        try? Output.line("")
      } else {
        stop.wait()
      }
      stopped.signal()
    }
    defer {
      stop.signal()
      stopped.wait()
    }
    return try await body()
  }
}
