/// The kinds of number that an IDX file can hold; the raw value is the type byte of the header.
///
/// Source: the description of the format on the MNIST page of LeCun, Cortes and Burges.
public enum IDXElement: UInt8, CaseIterable, Codable, Sendable {
  /// Unsigned bytes.
  case uint8 = 0x08
  /// Signed bytes.
  case int8 = 0x09
  /// Signed 16-bit integers.
  case int16 = 0x0B
  /// Signed 32-bit integers.
  case int32 = 0x0C
  /// 32-bit floating point.
  case float32 = 0x0D
  /// 64-bit floating point.
  case float64 = 0x0E

  /// The number of bytes that one number takes.
  public var byteCount: Int {
    switch self {
    case .uint8, .int8: 1
    case .int16: 2
    case .int32, .float32: 4
    case .float64: 8
    }
  }
}

extension IDXElement {
  /// The kind of number, as other formats have it too.
  var stored: StoredElement {
    switch self {
    case .uint8: .byte
    case .int8, .int16, .int32: StoredElement(kind: .signed, byteCount: byteCount)
    case .float32, .float64: StoredElement(kind: .floating, byteCount: byteCount)
    }
  }
}
