import Foundation
import TestSupport

/// The server of `Fixtures/range_server.py` on a folder, stopped when the value goes.
final class LoopbackServer: Sendable {
  let folder: TemporaryDirectory
  let base: String
  // Closing this is what stops the server: a signal would not, as children inherit a mask that blocks it.
  private let leash = Pipe()

  struct DidNotStart: Error {}

  init(file: StaticString = #filePath) throws {
    folder = try TemporaryDirectory()
    let script = URL(fileURLWithPath: "\(file)").deletingLastPathComponent()
      .appendingPathComponent("Fixtures/range_server.py")
    let output = Pipe(), process = Process()
    process.executableURL = URL(fileURLWithPath: SystemPython.path)
    process.arguments = [script.path, folder.path]
    process.standardInput = leash
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw DidNotStart()
    }
    base = "http://127.0.0.1:\(port)/"
  }

  deinit { try? leash.fileHandleForWriting.close() }

  /// The mirror that behaves in the given manner.
  func mirror(_ manner: String) -> String { base + manner + "/" }

  /// The requests so far, as `PATH RANGE`.
  var requests: [String] {
    let log = try? String(contentsOfFile: folder["requests.log"], encoding: .utf8)
    return log?.split(separator: "\n").map { String($0) } ?? []
  }
}
