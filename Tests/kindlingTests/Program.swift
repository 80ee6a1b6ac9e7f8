import Foundation

/// The built program, run as a user runs it.
struct Program {
  /// What a run left behind.
  struct Result {
    let code: Int32
    let output: String
    let errors: String
  }

  /// The program lies beside the tests.
  static var executable: URL {
    URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent("kindling")
  }

  /// Runs it with arguments, in a folder, with an environment that knows no data but the system's.
  ///
  /// - Parameter preparation: What a shell does first, such as setting limits; it may print nothing.
  static func run(
    _ arguments: [String], in folder: String = NSTemporaryDirectory(), environment: [String: String] = [:],
    under preparation: String = ":"
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "\(preparation); exec \"$0\" \"$@\"", executable.path] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    var variables = ProcessInfo.processInfo.environment
    variables["KINDLING_DATA"] = nil
    variables["XDG_CACHE_HOME"] = folder + "/cache"
    process.environment = variables.merging(environment) { $1 }
    // Files, not pipes: a pipe that nobody reads stops a program that prints much.
    let names = ["out", "err"].map { "\(NSTemporaryDirectory())/kindling-\(UUID().uuidString).\($0)" }
    for name in names { _ = FileManager.default.createFile(atPath: name, contents: nil) }
    defer { for name in names { try? FileManager.default.removeItem(atPath: name) } }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: names[0])
    process.standardError = FileHandle(forWritingAtPath: names[1])
    try process.run()
    process.waitUntilExit()
    let texts = try names.map { try String(contentsOfFile: $0, encoding: .utf8) }
    return Result(
      code: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      output: texts[0], errors: texts[1])
  }
}
