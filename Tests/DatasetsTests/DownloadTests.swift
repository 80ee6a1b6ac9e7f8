import Datasets
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite(.enabled(if: SystemPython.isInstalled, "no \(SystemPython.path) to run the server"))
struct DownloadTests {
  let server: LoopbackServer
  let target: TemporaryDirectory
  let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: ($0 &* $0) >> 5) }
  let file: RemoteFile

  init() throws {
    server = try LoopbackServer()
    target = try TemporaryDirectory()
    try server.folder.write(bytes, to: "file.gz")
    file = RemoteFile("file.gz", bytes.count, Checksum(of: bytes).hex)
  }

  func run(_ manners: String..., elsewhere: [String] = []) async throws -> SourceFile {
    let mirrors = elsewhere + manners.map { server.mirror($0) }
    return try await Download(file: file, folder: target.path, mirrors: mirrors, timeout: 10).run { _ in }
  }

  /// The file is there, right, and nothing else is.
  func expectArrived(_ source: SourceFile) throws {
    #expect(source == SourceFile(path: target["file.gz"], byteCount: bytes.count, checksum: file.checksum))
    #expect(try Checksum(ofFile: target["file.gz"]) == file.checksum)
    #expect(try FileManager.default.contentsOfDirectory(atPath: target.path) == ["file.gz"])
  }

  @Test func full() async throws {
    let seen = Mutex<[FetchProgress]>([])
    let download = Download(
      file: file, folder: target.path, mirrors: [server.mirror("range")], timeout: 10)
    try expectArrived(try await download.run { progress in seen.withLock { $0.append(progress) } })
    #expect(server.requests == ["/range/file.gz -"])
    let progress = seen.withLock { $0 }
    let last = try #require(progress.last)
    #expect(last.file == "file.gz" && last.host == "127.0.0.1")
    #expect(last.received == bytes.count && last.total == bytes.count)
    #expect(progress.map(\.received) == progress.map(\.received).sorted())
  }

  @Test func presentFileIsNotFetchedAgain() async throws {
    try target.write(bytes, to: "file.gz")
    try expectArrived(try await run("range"))
    #expect(server.requests == [])
  }

  @Test func wrongPresentFileIsReplaced() async throws {
    try target.write([1, 2, 3], to: "file.gz")
    try expectArrived(try await run("range"))
  }

  @Test func resumes() async throws {
    try target.write(Array(bytes.prefix(70_000)), to: "file.gz.part")
    try expectArrived(try await run("range"))
    #expect(server.requests == ["/range/file.gz bytes=70000-"])
  }

  @Test func wholePartNeedsNoRequest() async throws {
    try target.write(bytes, to: "file.gz.part")
    try expectArrived(try await run("range"))
    #expect(server.requests == [])
  }

  @Test(arguments: [1, 70_000, 199_999]) func serverIgnoresRange(count: Int) async throws {
    try target.write([UInt8](repeating: 0, count: count), to: "file.gz.part")
    try expectArrived(try await run("whole"))
    #expect(server.requests == ["/whole/file.gz bytes=\(count)-"])
  }

  @Test func answerWithAnotherRangeMakesItStartAgain() async throws {
    try target.write(Array(bytes.prefix(70_000)), to: "file.gz.part")
    try expectArrived(try await run("shifted"))
    #expect(server.requests == ["/shifted/file.gz bytes=70000-", "/shifted/file.gz -"])
  }

  @Test(arguments: [70_000, 200_000, 200_001]) func wrongPartMakesItStartAgain(count: Int) async throws {
    try target.write([UInt8](repeating: 1, count: count), to: "file.gz.part")
    try expectArrived(try await run("range"))
    #expect(server.requests.last == "/range/file.gz -")
  }

  @Test func brokenConnectionKeepsThePartForTheNextAttempt() async throws {
    let error = await #expect(throws: DataError.self) { try await run("broken") }
    #expect(error?.description.hasPrefix("file.gz: cannot be fetched: 127.0.0.1: ") == true)
    let part = try Data(contentsOf: URL(fileURLWithPath: target["file.gz.part"]))
    #expect(Array(part) == Array(bytes.prefix(bytes.count / 2)))
    try expectArrived(try await run("range"))
    #expect(server.requests.last == "/range/file.gz bytes=100000-")
  }

  @Test func nextMirrorContinuesWhatTheFirstBegan() async throws {
    try expectArrived(try await run("broken", "range"))
    #expect(server.requests == ["/broken/file.gz -", "/range/file.gz bytes=100000-"])
  }

  @Test func wrongChecksumLeavesNothing() async throws {
    let found = Checksum(of: bytes.dropLast() + [(bytes.last ?? 0) ^ 1])
    let url = server.mirror("wrong") + "file.gz"
    await #expect(throws: DataError.wrongChecksum(file: url, expected: file.checksum, found: found)) {
      try await run("wrong")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: target.path) == [])
    try expectArrived(try await run("wrong", "range"))
  }

  @Test func moreThanExpectedIsRefused() async throws {
    await #expect(
      throws: DataError.download(
        file: "file.gz", reasons: ["127.0.0.1: sent more than the expected 200000 bytes"])
    ) { try await run("long") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: target.path) == [])
  }

  @Test func notFound() async throws {
    await #expect(
      throws: DataError.download(file: "file.gz", reasons: ["127.0.0.1: HTTP 404", "127.0.0.1: HTTP 404"])
    ) { try await run("nowhere", "neither") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: target.path) == [])
    try expectArrived(try await run("nowhere", "range"))
  }

  @Test func connectionRefused() async throws {
    let error = await #expect(throws: DataError.self) { try await run(elsewhere: ["http://127.0.0.1:1/"]) }
    let line = try #require(error).description
    #expect(line.hasPrefix("file.gz: cannot be fetched: 127.0.0.1: "))
    #expect(line.contains("connect"))
    #expect(!line.contains("\n"))
    try expectArrived(try await run("range", elsewhere: ["http://127.0.0.1:1/"]))
  }

  @Test func unknownHostAndNoURL() async throws {
    let error = await #expect(throws: DataError.self) {
      try await run(elsewhere: ["http://no-such-host.invalid/", "not a URL "])
    }
    guard case .download(_, let reasons)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reasons.first?.hasPrefix("no-such-host.invalid: ") == true)
    #expect(reasons.last == "not a URL  is no URL")
  }

  @Test func noMirrorAtAll() async throws {
    await #expect(throws: DataError.download(file: "file.gz", reasons: ["no mirror is known"])) {
      try await run()
    }
  }

  @Test func folderThatIsNotThere() async throws {
    let download = Download(
      file: file, folder: target["none"], mirrors: [server.mirror("range")], timeout: 10)
    await #expect(
      throws: DataError.unwritable(file: target["none/file.gz.part"], reason: "no such file")
    ) { try await download.run { _ in } }
  }

  @Test func cancelled() async throws {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await run("range", "whole")
    }
    await #expect(throws: DataError.download(file: "file.gz", reasons: ["cancelled"])) {
      try await task.value
    }
  }
}
