/// An array of numbers as a file holds it.
struct StoredArray: Sendable {
  /// What errors call the file.
  let file: String
  /// The extent of each dimension, the slowest first.
  let extents: [Int]
  /// The kind of number.
  let element: StoredElement
  /// Whether the first byte of a number is its most significant one.
  var isBigEndian = false
  /// The numbers in row-major order.
  let bytes: [UInt8]

  /// How many numbers there are.
  var count: Int { bytes.count / element.byteCount }

  /// The number at a place; whole numbers beyond 2⁵³ are rounded.
  subscript(_ place: Int) -> Double {
    let width = element.byteCount
    var bits: UInt64 = 0
    for i in 0..<width {
      bits = bits << 8 | UInt64(bytes[place * width + (isBigEndian ? i : width - 1 - i)])
    }
    switch element.kind {
    case .flag: return bits == 0 ? 0 : 1
    case .unsigned: return Double(bits)
    case .signed:
      let unused = 64 - 8 * width
      return Double(Int64(bitPattern: bits << unused) >> unused)
    case .floating:
      switch width {
      case 2: return Double(Float16(bitPattern: UInt16(bits)))
      case 4: return Double(Float(bitPattern: UInt32(bits)))
      default: return Double(bitPattern: bits)
      }
    }
  }
}

/// A kind of number in a file.
struct StoredElement: Hashable, Sendable {
  /// What the bits mean.
  enum Kind {
    case flag, unsigned, signed, floating
  }

  /// What the bits mean.
  let kind: Kind
  /// The number of bytes that one number takes.
  let byteCount: Int

  /// How many bytes an array takes; nil where they are more than a computer can count.
  func byteCount(of extents: [Int]) -> Int? {
    var product = byteCount
    for extent in extents {
      let (next, isBeyond) = product.multipliedReportingOverflow(by: extent)
      if isBeyond { return nil }
      product = next
    }
    return product
  }

  /// Unsigned bytes.
  static let byte = StoredElement(kind: .unsigned, byteCount: 1)
}

extension StoredElement: CustomStringConvertible {
  /// The kind as NumPy calls it, such as `uint8`.
  var description: String {
    switch kind {
    case .flag: "bool"
    case .unsigned: "uint\(8 * byteCount)"
    case .signed: "int\(8 * byteCount)"
    case .floating: "float\(8 * byteCount)"
    }
  }
}
