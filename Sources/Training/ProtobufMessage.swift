/// A message in Protocol Buffers' wire format: fields by their numbers, each with the bytes of its value.
package struct ProtobufMessage {
  /// The fields so far.
  package private(set) var bytes: [UInt8] = []

  /// An empty message.
  package init() {}

  private enum WireType: UInt64 {
    case varint = 0
    case fixed64 = 1
    case lengthDelimited = 2
    case fixed32 = 5
  }

  /// Adds a whole number, an `int64` or an enumeration's.
  package mutating func add(_ number: Int, as field: Int) {
    addTag(field, .varint)
    addVarint(UInt64(bitPattern: Int64(number)))
  }

  /// Adds a `double`.
  package mutating func add(_ number: Double, as field: Int) {
    addTag(field, .fixed64)
    bytes += littleEndian(number.bitPattern)
  }

  /// Adds a `float`.
  package mutating func add(_ number: Float, as field: Int) {
    addTag(field, .fixed32)
    bytes += littleEndian(number.bitPattern)
  }

  /// Adds text.
  package mutating func add(_ text: String, as field: Int) {
    addBytes(Array(text.utf8), as: field)
  }

  /// Adds a message within the message.
  package mutating func add(_ message: ProtobufMessage, as field: Int) {
    addBytes(message.bytes, as: field)
  }

  private mutating func addBytes(_ content: [UInt8], as field: Int) {
    addTag(field, .lengthDelimited)
    addVarint(UInt64(content.count))
    bytes += content
  }

  private mutating func addTag(_ field: Int, _ type: WireType) {
    addVarint(UInt64(field) << 3 | type.rawValue)
  }

  /// Seven bits a byte, the lowest first; the eighth says that more follow.
  private mutating func addVarint(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

/// A number's bytes, the lowest first.
package func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
  (0..<number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}
