/// What an IDX file says of itself before its numbers, and whether file and machine can hold that.
///
/// Source: the description of the format on the MNIST page of LeCun, Cortes and Burges.
struct IDXHeader: Hashable, Sendable {
  /// The kind of number.
  let element: IDXElement
  /// The extent of each dimension, the slowest first.
  let extents: [Int]
  /// How many bytes the numbers take.
  let byteCount: Int

  /// How many bytes the header itself takes.
  private var ownCount: Int { 4 + 4 * extents.count }

  /// Reads the first bytes of a file; throws `DataError`.
  init(from reader: inout ByteReader) throws(DataError) {
    let magic = try Self.bytes(4, "a magic number of 4 bytes", from: &reader)
    guard magic[0] == 0, magic[1] == 0, let element = IDXElement(rawValue: magic[2]) else {
      throw .malformed(
        file: reader.path, expected: "an IDX magic number (00 00 type rank)", found: hexadecimal(magic))
    }
    let rank = Int(magic[3])
    let sizes: [UInt32] = numbers(in: try Self.bytes(4 * rank, "\(rank) extents", from: &reader))
    extents = sizes.map { Int($0) }
    self.element = element
    guard let byteCount = element.stored.byteCount(of: extents) else {
      throw .malformed(
        file: reader.path, expected: "extents whose product a computer can count",
        found: Self.product(extents))
    }
    self.byteCount = byteCount
  }

  private static func bytes(
    _ count: Int, _ what: String, from reader: inout ByteReader
  ) throws(DataError) -> [UInt8] {
    var bytes: [UInt8] = []
    let found = try reader.read(upTo: count, into: &bytes)
    guard found == count else {
      throw .truncated(file: reader.path, expected: what, found: found == 0 ? "nothing" : "\(found) bytes")
    }
    return bytes
  }

  /// The kind of number and the rank, as an error tells them.
  var kind: String { "\(element) of rank \(extents.count)" }

  /// Extents as a product, the first few of many.
  private static func product(_ extents: [Int]) -> String {
    let shown = extents.prefix(8).map(String.init).joined(separator: " × ")
    return extents.count > 8 ? "\(shown) × … (\(extents.count) extents)" : shown
  }

  /// Reads the numbers, after which the file must end.
  ///
  /// Nothing is unpacked that the file is too small, or the machine's memory too small, to hold. Throws `DataError`.
  func payload(from reader: inout ByteReader) throws(DataError) -> [UInt8] {
    try checkSize(&reader)
    var bytes: [UInt8] = []
    let found = try reader.read(upTo: byteCount, into: &bytes)
    guard found == byteCount else { throw truncated(reader.path, found: "\(found)") }
    let surplus = try reader.drain(upTo: 1 << 20)
    guard surplus == 0 else {
      throw self.surplus(reader.path, "\(surplus >= 1 << 20 ? "more than " : "")\(surplus)")
    }
    return bytes
  }

  /// Sees that file and memory can hold the numbers; throws `DataError`.
  func checkSize(_ reader: inout ByteReader) throws(DataError) {
    if let whole = reader.byteCount {
      let found = whole - ownCount
      if found < byteCount { throw truncated(reader.path, found: "\(max(found, 0))") }
      if found > byteCount { throw surplus(reader.path, "\(found - byteCount)") }
    } else if byteCount > reader.mostBytes {
      let most = 1 << 26
      let found = try reader.drain(upTo: most)
      throw truncated(reader.path, found: found < most ? "\(found)" : "at most \(reader.mostBytes)")
    }
    if byteCount > mostBytesInMemory {
      throw .malformed(
        file: reader.path,
        expected: "at most \(mostBytesInMemory) bytes of numbers, a quarter of this machine's memory",
        found: "\(byteCount) for \(Self.product(extents)) values")
    }
  }

  private func truncated(_ path: String, found: String) -> DataError {
    .truncated(
      file: path, expected: "\(byteCount) bytes for \(Self.product(extents)) values", found: found)
  }

  private func surplus(_ path: String, _ count: String) -> DataError {
    .malformed(
      file: path, expected: "nothing after the \(byteCount) bytes that the header promises",
      found: "\(count) bytes more")
  }
}
