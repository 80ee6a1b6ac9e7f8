import Foundation
import Storage
import TestSupport
import Testing

/// The revision beside a program counts only for the program that it was written for.
@Suite struct ReleaseTests {
  private func revision(_ text: String?, age: TimeInterval) throws -> String? {
    let folder = try TemporaryDirectory()
    let program = URL(fileURLWithPath: folder["kindling"])
    try Data("program".utf8).write(to: program)
    if let text {
      try Data(text.utf8).write(to: program.appendingPathExtension("revision"))
      let built = Date(timeIntervalSinceNow: age)
      try FileManager.default.setAttributes([.modificationDate: built], ofItemAtPath: program.path)
    }
    return Release.revision(of: program)
  }

  @Test func isReadWhereItIsNewerThanTheProgram() throws {
    #expect(try revision("abc123-dirty\n", age: -5) == "abc123-dirty")
    #expect(try revision("abc123\n", age: 5) == nil)
    #expect(try revision("\n", age: -5) == nil)
    #expect(try revision(nil, age: -5) == nil)
  }

  @Test func thisProgramIsThere() {
    #expect(FileManager.default.isExecutableFile(atPath: Release.program.path))
  }
}
