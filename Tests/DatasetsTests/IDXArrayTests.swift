import Datasets
import Foundation
import TestSupport
import Testing

@Suite struct IDXArrayTests {
  let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  static let arrays = [
    IDXArray(extents: [2, 3], values: .uint8([0, 1, 127, 128, 254, 255])),
    IDXArray(extents: [3], values: .int8([-128, 0, 127])),
    IDXArray(extents: [1, 2, 1, 2], values: .int16([-32768, -2, 258, 32767])),
    IDXArray(extents: [4], values: .int32([.min, -2, 0x0102_0304, .max])),
    IDXArray(extents: [2, 2], values: .float32([-0.5, -.leastNonzeroMagnitude, .infinity, 3.25])),
    IDXArray(extents: [3, 1], values: .float64([.pi, -.leastNonzeroMagnitude, 5])),
    IDXArray(extents: [], values: .int16([7])),
    IDXArray(extents: [0, 28, 28], values: .uint8([])),
    IDXArray(extents: [Int](repeating: 1, count: 255), values: .uint8([3])),
  ]

  @Test(arguments: arrays, ["array", "array.gz"]) func roundTrip(array: IDXArray, name: String) throws {
    try array.write(to: folder[name])
    let read = try IDXArray(contentsOf: folder[name])
    #expect(read == array)
    #expect(read.values.element == array.values.element)
    let payload = array.values.count * array.values.element.byteCount
    #expect(array.encoded.count == 4 + 4 * array.extents.count + payload)
  }

  @Test func layoutIsBigEndian() {
    let array = IDXArray(extents: [1, 2], values: .int32([1, -2]))
    #expect(
      array.encoded == [
        0, 0, 0x0C, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFE,
      ])
    #expect(
      IDXArray(extents: [1], values: .float32([1])).encoded == [0, 0, 0x0D, 1, 0, 0, 0, 1, 0x3F, 0x80, 0, 0])
    #expect(
      IDXArray(extents: [1], values: .float64([-2])).encoded
        == [0, 0, 0x0E, 1, 0, 0, 0, 1, 0xC0, 0, 0, 0, 0, 0, 0, 0])
  }

  /// Contents that are no IDX array, and what the error says after the name of the file.
  static let broken: [(bytes: [UInt8], complaint: String)] = [
    ([], "too short: expected a magic number of 4 bytes, found nothing"),
    ([0, 0, 8], "too short: expected a magic number of 4 bytes, found 3 bytes"),
    ([0, 1, 8, 1, 0, 0, 0, 0], "expected an IDX magic number (00 00 type rank), found 00 01 08 01"),
    ([0, 0, 0x0A, 1, 0, 0, 0, 0], "expected an IDX magic number (00 00 type rank), found 00 00 0a 01"),
    ([0x89, 0x50, 0x4E, 0x47], "expected an IDX magic number (00 00 type rank), found 89 50 4e 47"),
    ([0, 0, 8, 3, 0, 0, 0, 1, 0, 0], "too short: expected 3 extents, found 6 bytes"),
    ([0, 0, 8, 1, 0, 0, 0, 3, 9, 9], "too short: expected 3 bytes for 3 values, found 2"),
    ([0, 0, 0x0E, 1, 0, 0, 0, 1, 9], "too short: expected 8 bytes for 1 values, found 1"),
    (
      [0, 0, 8, 1, 0x80, 0, 0, 0, 5, 5],
      "too short: expected 2147483648 bytes for 2147483648 values, found 2"
    ),
    (
      [0, 0, 8, 3, 0x80, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 28, 5],
      "too short: expected 1683627180032 bytes for 2147483648 × 28 × 28 values, found 1"
    ),
    (
      [0, 0, 0x0E, 2] + [UInt8](repeating: 0xFF, count: 8),
      "expected extents whose product a computer can count, found 4294967295 × 4294967295"
    ),
    (
      [0, 0, 8, 1, 0, 0, 0, 2, 9, 9, 9, 9, 9],
      "expected nothing after the 2 bytes that the header promises, found 3 bytes more"
    ),
  ]

  @Test(arguments: broken, ["broken", "broken.gz"])
  func isRefused(broken: (bytes: [UInt8], complaint: String), name: String) throws {
    let path = try folder.write(name.hasSuffix(".gz") ? gzip(broken.bytes) : broken.bytes, to: name)
    let error = #expect(throws: DataError.self) { try IDXArray(contentsOf: path) }
    #expect(error?.description == "\(path): \(broken.complaint)")
  }

  @Test func promisesTakeNoMemory() throws {
    let before = try peakMemory()
    for extent: UInt8 in [0x7F, 0x80, 0xFF] {
      let path = try folder.write([0, 0, 8, 1, extent, 0xFF, 0xFF, 0xFF, 1], to: "huge")
      #expect(throws: DataError.self) { try IDXArray(contentsOf: path) }
    }
    // In kB; the smallest promise is 2 GB, and other tests run at the same time.
    #expect(try peakMemory() - before < 1_500_000)
  }

  /// The most address space that this process ever had, in kB.
  func peakMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmPeak") })
    return try #require(Int(line.split(whereSeparator: \.isWhitespace)[1]))
  }

  /// More than the file can hold, told from its size, and more than the machine's memory can.
  @Test func promisesBeyondFileAndMemoryAreRefusedUnread() throws {
    let head: [UInt8] = [0, 0, 0x0E, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0x40, 0]
    let zeros = gzip([UInt8](repeating: 0, count: 1 << 24))
    let packed = try folder.write(gzip(head) + (0..<8).flatMap { _ in zeros }, to: "packed.gz")
    let most =
      try #require(
        try FileManager.default.attributesOfItem(atPath: packed)[.size] as? Int) * 1032
    let error = #expect(throws: DataError.self) { try IDXArray(contentsOf: packed) }
    #expect(
      error
        == .truncated(
          file: packed, expected: "562949953290240 bytes for 4294967295 × 16384 values",
          found: "at most \(most)"))
    let sparse = try folder.write([0, 0, 8, 2, 0x10, 0, 0, 0, 0, 0, 0x10, 0], to: "sparse")
    let promised = 1 << 40
    guard truncate(sparse, promised + 12) == 0 else { return }
    let second = #expect(throws: DataError.self) { try IDXArray(contentsOf: sparse) }
    #expect(second?.description.contains("a quarter of this machine's memory, found \(promised)") == true)
  }

  @Test func manyExtentsAreToldInShort() throws {
    let extents = (0..<255).flatMap { _ in [0, 0, 0, 2] as [UInt8] }
    let path = try folder.write([0, 0, 8, 255] + extents, to: "many")
    let error = #expect(throws: DataError.self) { try IDXArray(contentsOf: path) }
    #expect(error?.description.hasSuffix("found 2 × 2 × 2 × 2 × 2 × 2 × 2 × 2 × … (255 extents)") == true)
  }

  @Test func damagedPackingShows() throws {
    var bytes = gzip(IDXArray(extents: [3], values: .uint8([1, 2, 3])).encoded)
    bytes[bytes.count - 6] ^= 1
    let path = try folder.write(bytes, to: "crc.gz")
    let error = #expect(throws: DataError.self) { try IDXArray(contentsOf: path) }
    guard case .corrupt(path, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func cannotWriteIntoNothing() {
    let path = folder["none/array"]
    let error = #expect(throws: DataError.self) {
      try IDXArray(extents: [1], values: .uint8([1])).write(to: path)
    }
    #expect(error == .unwritable(file: path, reason: "no such file"))
  }
}
