/// The numbers of an IDX array in row-major order, in the type that the file holds them in.
public enum IDXValues: Hashable, Sendable {
  /// Unsigned bytes.
  case uint8([UInt8])
  /// Signed bytes.
  case int8([Int8])
  /// Signed 16-bit integers.
  case int16([Int16])
  /// Signed 32-bit integers.
  case int32([Int32])
  /// 32-bit floating point.
  case float32([Float])
  /// 64-bit floating point.
  case float64([Double])

  /// The kind of number.
  public var element: IDXElement {
    switch self {
    case .uint8: .uint8
    case .int8: .int8
    case .int16: .int16
    case .int32: .int32
    case .float32: .float32
    case .float64: .float64
    }
  }

  /// How many numbers there are.
  public var count: Int {
    switch self {
    case .uint8(let values): values.count
    case .int8(let values): values.count
    case .int16(let values): values.count
    case .int32(let values): values.count
    case .float32(let values): values.count
    case .float64(let values): values.count
    }
  }

  /// Decodes whole big-endian numbers.
  init(_ element: IDXElement, bigEndian bytes: [UInt8]) {
    switch element {
    case .uint8: self = .uint8(bytes)
    case .int8: self = .int8(bytes.map { Int8(bitPattern: $0) })
    case .int16: self = .int16(numbers(in: bytes))
    case .int32: self = .int32(numbers(in: bytes))
    case .float32: self = .float32(numbers(in: bytes).map { Float(bitPattern: $0) })
    case .float64: self = .float64(numbers(in: bytes).map { Double(bitPattern: $0) })
    }
  }

  /// The numbers as big-endian bytes.
  var bigEndianBytes: [UInt8] {
    switch self {
    case .uint8(let values): values
    case .int8(let values): values.map { UInt8(bitPattern: $0) }
    case .int16(let values): values.flatMap(bytes(of:))
    case .int32(let values): values.flatMap(bytes(of:))
    case .float32(let values): values.flatMap { bytes(of: $0.bitPattern) }
    case .float64(let values): values.flatMap { bytes(of: $0.bitPattern) }
    }
  }
}

/// The big-endian integers that follow one another in `bytes`.
func numbers<Number: FixedWidthInteger>(in bytes: [UInt8]) -> [Number] {
  let width = Number.bitWidth / 8
  return stride(from: 0, to: bytes.count, by: width).map { start in
    bytes[start..<start + width].reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
  }
}

/// The bytes of an integer, the most significant first.
func bytes(of number: some FixedWidthInteger) -> [UInt8] {
  stride(from: number.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
}
