import Datasets
import Foundation
import TestSupport
import Testing

@Suite struct ByteReaderTests {
  let folder: TemporaryDirectory
  // More than one buffer of the reader, and hard to pack, so that chunks end in the middle of things.
  let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: ($0 &* $0) >> 7 ^ $0) }

  init() throws { folder = try TemporaryDirectory() }

  func all(_ path: String, step: Int = .max) throws -> [UInt8] {
    var reader = try ByteReader(path: path)
    var read: [UInt8] = []
    while try reader.read(upTo: step, into: &read) > 0 {}
    return read
  }

  @Test(arguments: ["plain", "packed.gz"]) func givesBackWhatWasWritten(name: String) throws {
    let stored = name.hasSuffix(".gz") ? gzip(bytes) : bytes
    let path = try folder.write(stored, to: name)
    #expect(try all(path) == bytes)
    #expect(try all(path, step: 4099) == bytes)
    var reader = try ByteReader(path: path)
    var few: [UInt8] = []
    #expect(try reader.read(upTo: 10, into: &few) == 10)
    #expect(
      try reader.finish()
        == SourceFile(path: path, byteCount: stored.count, checksum: Checksum(of: stored)))
  }

  @Test func joinsConcatenatedMembers() throws {
    let path = try folder.write(gzip([1, 2]) + gzip([]) + gzip(bytes), to: "two.gz")
    #expect(try all(path) == [1, 2] + bytes)
  }

  @Test func readsWhatTheGzipProgramWrote() throws {
    let path = try folder.write(bytes, to: "file")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", path]
    try process.run()
    process.waitUntilExit()
    #expect(try all(path + ".gz") == bytes)
  }

  @Test func emptyMemberIsEmpty() throws {
    #expect(try all(folder.write(gzip([]), to: "empty.gz")) == [])
    #expect(try all(folder.write([], to: "empty")) == [])
  }

  @Test func everyTruncationIsAnError() throws {
    let whole = gzip(Array(bytes.prefix(300)))
    for count in 0..<whole.count {
      let path = try folder.write(Array(whole.prefix(count)), to: "short.gz")
      let error = #expect(throws: DataError.self) { try all(path) }
      guard case .truncated(path, _, _)? = error else {
        Issue.record("\(count) bytes: \(String(describing: error))")
        continue
      }
    }
  }

  @Test func everyFlippedByteOfDataOrTrailerIsAnError() throws {
    let whole = gzip(Array(bytes.prefix(300)))
    for place in 10..<whole.count {
      var broken = whole
      broken[place] ^= 0x55
      let path = try folder.write(broken, to: "broken.gz")
      #expect(throws: DataError.self, "byte \(place)") { try all(path) }
    }
  }

  @Test func crcIsChecked() throws {
    var broken = gzip(bytes)
    broken[broken.count - 8] ^= 1
    let path = try folder.write(broken, to: "crc.gz")
    let error = #expect(throws: DataError.self) { try all(path) }
    guard case .corrupt(path, let reason)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.hasPrefix("incorrect data check"))
  }

  @Test func trailingBytesAreAnError() throws {
    for tail: [UInt8] in [[7, 7, 7], [0x20], [1, 0, 0]] {
      let path = try folder.write(gzip(bytes) + tail, to: "tail.gz")
      let error = #expect(throws: DataError.self) { try all(path) }
      #expect(
        error
          == .malformed(
            file: path, expected: "the end of the file after the gzip data",
            found: "other bytes from byte \(gzip(bytes).count) on"))
    }
  }

  /// As gzip, Python and tar do: tapes and blocks end in zeros.
  @Test(arguments: [1, 700_000]) func zerosBehindTheLastMemberAreRead(count: Int) throws {
    let padding = [UInt8](repeating: 0, count: count)
    let stored = gzip(bytes) + gzip([1]) + padding
    let path = try folder.write(stored, to: "padded.gz")
    #expect(try all(path) == bytes + [1])
    var reader = try ByteReader(path: path)
    try reader.drain()
    #expect(try reader.finish().checksum == Checksum(of: stored))
    // What follows the zeros is no padding, be it a member.
    for tail in [[7], gzip([2])] {
      try folder.write(stored + tail, to: "padded.gz")
      #expect(
        throws: DataError.malformed(
          file: path, expected: "the end of the file after the gzip data",
          found: "other bytes from byte \(stored.count) on")
      ) { try all(path) }
    }
    try folder.write(padding + gzip(bytes), to: "padded.gz")
    #expect(throws: DataError.self) { try all(path) }
  }

  @Test func moreThanTheLimitIsAnError() throws {
    let path = try folder.write(gzip(bytes), to: "large.gz")
    var reader = try ByteReader(path: path, limit: bytes.count)
    #expect(try reader.drain() == bytes.count)
    var small = try ByteReader(path: path, limit: bytes.count - 1)
    let error = #expect(throws: DataError.self) { try small.drain() }
    #expect(
      error
        == .malformed(file: path, expected: "at most 699999 bytes in it, unpacked", found: "more"))
  }

  @Test func whatIsNotGzipIsNamedSo() throws {
    let path = try folder.write([0x50, 0x4B, 3, 4], to: "zip.gz")
    let error = #expect(throws: DataError.self) { try all(path) }
    #expect(error == .malformed(file: path, expected: "gzip data (1f 8b)", found: "50 4b"))
  }

  @Test func directoryIsNotAFile() throws {
    let path = try folder.folder("dir.gz")
    #expect(throws: DataError.unreadable(file: path, reason: "expected a file, found a directory")) {
      try all(path)
    }
  }

  @Test func neitherFIFONorDeviceIsAFile() throws {
    let path = folder["pipe.gz"]
    try #require(mkfifo(path, 0o600) == 0)
    #expect(throws: DataError.unreadable(file: path, reason: "expected a file, found a FIFO")) {
      try all(path)
    }
    #expect(throws: DataError.unreadable(file: "/dev/zero", reason: "expected a file, found a device")) {
      try all("/dev/zero")
    }
  }

  @Test func nothingThere() {
    let path = folder["none"]
    #expect(throws: DataError.unreadable(file: path, reason: "expected a file, found nothing there")) {
      try all(path)
    }
  }

  @Test(.disabled(if: getuid() == 0, "the superuser may read everything"))
  func forbiddenFile() throws {
    let path = try folder.write([1], to: "secret")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    #expect(throws: DataError.unreadable(file: path, reason: "permission denied")) { try all(path) }
  }

  /// A process's memory at address zero is a file that even the superuser cannot read.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/mem"), "no /proc here"))
  func failureWhileReading() {
    #expect(throws: DataError.unreadable(file: "/proc/self/mem", reason: "input/output error")) {
      try all("/proc/self/mem")
    }
  }
}
