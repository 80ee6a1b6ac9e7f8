import Foundation

/// The bytes of a file front to back, unpacked on the way if the name of the file ends in `.gz` or `.tgz`.
///
/// A gzip file may consist of several members, as `cat a.gz b.gz` makes, and zeros may follow the last, as tapes
/// and blocks leave them; anything else after a member is an error. CRC and length are checked at the end of each
/// member, so only a file read to its end is checked.
package struct ByteReader: ~Copyable {
  /// The path of the file.
  package let path: String
  private var file: FileBytes
  private let inflater = Inflater()
  private let isPacked: Bool
  private var chunk = Data()
  private var chunkRead = 0
  private var chunkStart = 0
  private var ready: [UInt8]
  private var readyRange = 0..<0
  private var members = 0
  private var isInsideMember = false
  private var isPadding = false
  private let limit: Int
  private var given = 0

  /// The most bytes that a byte of deflated data can stand for: a match of 258 bytes takes two bits.
  private static var greatestRatio: Int { 1032 }

  /// Opens a file; throws `DataError.unreadable`.
  ///
  /// - Parameter limit: How many bytes may come out of it: more are an error, `DataError.malformed`, when they come.
  package init(path: String, limit: Int = .max) throws(DataError) {
    self.path = path
    self.limit = limit
    file = try FileBytes(path: path)
    isPacked = Self.isPacked(path)
    ready = Self.room(isPacked)
  }

  /// The bytes of a file that an archive held.
  init(_ bytes: [UInt8], of label: String) {
    path = label
    limit = .max
    file = FileBytes(bytes, of: label)
    isPacked = Self.isPacked(label)
    ready = Self.room(isPacked)
  }

  private static func isPacked(_ path: String) -> Bool {
    path.hasSuffix(".gz") || path.hasSuffix(".tgz")
  }

  private static func room(_ isPacked: Bool) -> [UInt8] {
    isPacked ? [UInt8](repeating: 0, count: 1 << 18) : []
  }

  /// Appends at most `limit` of the next bytes and returns how many there were: fewer only at the end.
  ///
  /// Grows `bytes` by what really arrives, whatever the limit. Throws `DataError`.
  @discardableResult
  package mutating func read(upTo limit: Int, into bytes: inout [UInt8]) throws(DataError) -> Int {
    var count = 0
    while count < limit {
      if readyRange.isEmpty {
        guard try refill() else { break }
      }
      let piece = readyRange.prefix(limit - count)
      bytes.append(contentsOf: ready[piece])
      readyRange = piece.upperBound..<readyRange.upperBound
      count += piece.count
    }
    return count
  }

  /// How many bytes come out of the whole file; nil where it is packed.
  var byteCount: Int? { isPacked ? nil : file.size }

  /// How many bytes can come out of the whole file at most.
  var mostBytes: Int {
    let (most, overflow) = file.size.multipliedReportingOverflow(by: isPacked ? Self.greatestRatio : 1)
    return overflow ? .max : most
  }

  /// Reads on to the end, or about so far, keeping nothing; returns how many bytes there were.
  @discardableResult
  package mutating func drain(upTo limit: Int = .max) throws(DataError) -> Int {
    var count = readyRange.count
    readyRange = 0..<0
    while count < limit, try refill() {
      count += readyRange.count
      readyRange = 0..<0
    }
    return count
  }

  /// What is known of the file, once it was read to its end.
  package consuming func finish() throws(DataError) -> SourceFile {
    try drain()
    return file.finish()
  }

  private mutating func refill() throws(DataError) -> Bool {
    guard try next() else { return false }
    given += readyRange.count
    guard given <= limit else {
      throw .malformed(file: path, expected: "at most \(limit) bytes in it, unpacked", found: "more")
    }
    return true
  }

  private mutating func next() throws(DataError) -> Bool {
    guard isPacked else {
      guard let next = try file.nextChunk() else { return false }
      ready = Array(next)
      readyRange = 0..<ready.count
      return true
    }
    while readyRange.isEmpty {
      if chunkRead == chunk.count {
        guard let next = try file.nextChunk() else {
          try checkEnd()
          return false
        }
        chunkStart += chunk.count
        chunk = next
        chunkRead = 0
      }
      try inflateOnce()
    }
    return true
  }

  private func checkEnd() throws(DataError) {
    if isInsideMember {
      throw .truncated(
        file: path, expected: "a whole gzip member",
        found: "the end of the file after \(chunkStart + chunk.count) bytes")
    }
    if members == 0 {
      throw .truncated(file: path, expected: "gzip data", found: "an empty file")
    }
  }

  private mutating func inflateOnce() throws(DataError) {
    if !isInsideMember, members > 0 { skipPadding() }
    let first = chunkRead
    if first == chunk.count { return }
    guard isInsideMember || chunk[chunk.startIndex + first] == 0x1F && !isPadding else {
      guard members > 0 else {
        throw .malformed(file: path, expected: "gzip data (1f 8b)", found: hexadecimal(chunk.prefix(2)))
      }
      throw .malformed(
        file: path, expected: "the end of the file after the gzip data",
        found: "other bytes from byte \(chunkStart + first) on")
    }
    isInsideMember = true
    let step = inflater.inflate(chunk, from: first, into: &ready)
    chunkRead += step.consumed
    readyRange = 0..<step.produced
    switch step.outcome {
    case .more: break
    case .memberEnd:
      inflater.reset()
      members += 1
      isInsideMember = false
    case .failed(let reason):
      throw .corrupt(file: path, reason: "\(reason) near byte \(chunkStart + chunkRead)")
    }
  }
}

extension ByteReader {
  /// Steps over zeros behind a member.
  private mutating func skipPadding() {
    let rest = chunk.dropFirst(chunkRead)
    let count = rest.prefix { $0 == 0 }.count
    chunkRead += count
    if count > 0 { isPadding = true }
  }
}

/// Bytes as pairs of hexadecimal digits, as a hex editor shows them.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
}
