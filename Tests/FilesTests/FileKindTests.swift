import Files
import Foundation
import TestSupport
import Testing

@Suite struct FileKindTests {
  @Test func whatLiesThereIsTold() throws {
    let folder = try TemporaryDirectory()
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: folder["file"]))
    try FileManager.default.createSymbolicLink(atPath: folder["link"], withDestinationPath: folder["file"])
    #expect(mkfifo(folder["pipe"], 0o600) == 0)
    #expect(FileKind(of: folder["file"]) == .file(byteCount: 3))
    #expect(FileKind(of: folder["link"]) == .file(byteCount: 3))
    #expect(FileKind(of: folder.path) == .directory)
    #expect(FileKind(of: folder["none"]) == .nothing)
    #expect(FileKind(of: folder["pipe"]) == .other("a FIFO"))
    #expect(FileKind(of: "/dev/null").name == "a device")
  }
}
