import Foundation

/// A SHA-256 sum: 32 bytes, written and coded as 64 hexadecimal digits.
public struct Checksum: Hashable, Sendable {
  /// The number of bytes of a sum.
  static let byteCount = 32

  /// The sum as 64 lower-case hexadecimal digits.
  public let hex: String

  /// The sum that the digits spell, or nil unless there are 64 hexadecimal digits.
  public init?(hex: String) {
    guard hex.utf8.count == 2 * Self.byteCount, hex.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
      return nil
    }
    self.hex = hex.lowercased()
  }

  /// The sum that the bytes are.
  init(bytes: [UInt8]) {
    precondition(bytes.count == Self.byteCount, "a SHA-256 sum is 32 bytes, not \(bytes.count)")
    hex = bytes.map { hexadecimal([$0]) }.joined()
  }

  /// The sum of some bytes.
  public init(of bytes: [UInt8]) {
    var hasher = SHA256Hasher()
    hasher.update(bytes.span)
    self = hasher.finish()
  }

  /// The sum of pieces of bytes, one after another.
  public init(of pieces: some Sequence<Data>) {
    var hasher = SHA256Hasher()
    for piece in pieces { hasher.update(piece.span) }
    self = hasher.finish()
  }

  /// The sum of a file, read in pieces.
  ///
  /// Throws `DataError.unreadable`.
  public init(ofFile path: String) throws(DataError) {
    self = try SourceFile(path: path).checksum
  }
}

extension Checksum: CustomStringConvertible {
  /// The 64 hexadecimal digits.
  public var description: String { hex }
}

extension Checksum: Codable {
  /// Reads the sum from a string of 64 hexadecimal digits.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let sum = Checksum(hex: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "expected 64 hexadecimal digits, found \"\(text)\"")
    }
    self = sum
  }

  /// Writes the sum as a string of 64 hexadecimal digits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}
