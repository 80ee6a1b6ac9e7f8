/// The files in a tar archive, front to back; a name that ends in `.gz` or `.tgz` means a packed one.
///
/// Knows what the archives of data sets use: the v7 and ustar headers, plain files and folders. Other entries
/// are stepped over. Source: POSIX.1-1988 (ustar).
struct TarReader: ~Copyable {
  private var reader: ByteReader
  private var remaining = 0
  private static let block = 512

  /// Opens an archive; throws `DataError.unreadable`.
  ///
  /// - Parameter limit: How many bytes the archive may take, unpacked.
  init(path: String, limit: Int) throws(DataError) {
    reader = try ByteReader(path: path, limit: limit)
  }

  /// The name and size of the next plain file, or nil at the end of the archive; throws `DataError`.
  mutating func next() throws(DataError) -> (name: String, size: Int)? {
    while true {
      try skip(remaining)
      remaining = 0
      var header: [UInt8] = []
      let count = try reader.read(upTo: Self.block, into: &header)
      // Two blocks of zeros end an archive, yet readers have long taken the end of the file as well.
      if count == 0 || header.allSatisfy({ $0 == 0 }) { return nil }
      guard count == Self.block else {
        throw .truncated(file: reader.path, expected: "a tar header of 512 bytes", found: "\(count)")
      }
      guard let entry = TarHeader(header) else {
        throw .malformed(
          file: reader.path, expected: "a tar header with a right sum", found: hexadecimal(header.prefix(8)))
      }
      remaining = (entry.size + Self.block - 1) / Self.block * Self.block
      if entry.isPlainFile { return (entry.name, entry.size) }
    }
  }

  /// The contents of the file that `next` just gave, which must be that long; throws `DataError`.
  mutating func contents(_ size: Int) throws(DataError) -> [UInt8] {
    var bytes: [UInt8] = []
    let count = try reader.read(upTo: size, into: &bytes)
    guard count == size else {
      throw .truncated(
        file: reader.path, expected: "\(size) bytes of a file in the archive", found: "\(count)")
    }
    remaining -= size
    return bytes
  }

  /// Reads to the end, so that every checksum is checked; says what is known of the archive.
  consuming func finish() throws(DataError) -> SourceFile {
    try reader.finish()
  }

  private mutating func skip(_ count: Int) throws(DataError) {
    var left = count
    while left > 0 {
      var bytes: [UInt8] = []
      let step = min(left, 1 << 18)
      guard try reader.read(upTo: step, into: &bytes) == step else {
        throw .truncated(
          file: reader.path, expected: "\(left) bytes more of an entry", found: "\(bytes.count)")
      }
      left -= step
    }
  }
}

/// What is of interest in the 512 bytes before a file of a tar archive.
private struct TarHeader {
  let name: String
  let size: Int
  let isPlainFile: Bool

  /// Nil if the bytes do not have the sum that they state, or state no size.
  init?(_ block: [UInt8]) {
    guard let stated = octal(block[148..<156]), let size = octal(block[124..<136]) else { return nil }
    // The sum is taken as if its own field held spaces.
    let sum = block.indices.reduce(0) { $0 + ((148..<156).contains($1) ? 0x20 : Int(block[$1])) }
    guard sum == stated else { return nil }
    name = String(decoding: block[0..<100].prefix { $0 != 0 }, as: UTF8.self)
    isPlainFile = block[156] == UInt8(ascii: "0") || block[156] == 0
    self.size = size
  }
}

/// The number that octal digits spell, between optional blanks and a zero byte or blank.
private func octal(_ field: ArraySlice<UInt8>) -> Int? {
  let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0x20 && $0 != 0 }
  guard digits.allSatisfy({ (0x30...0x37).contains($0) }) else { return nil }
  return digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
}
