import Foundation

/// An array of numbers with a name, as a file holds it.
public struct Tensor: Hashable, Sendable {
  /// The type of the numbers, by its name in files.
  public enum Element: String, Codable, Sendable {
    /// 32 bits.
    case float32 = "F32"
    /// 64 bits.
    case float64 = "F64"
    /// 16 bits as IEEE 754 has them; read, never written.
    case float16 = "F16"
    /// The upper 16 bits of a number of 32; read, never written.
    case bfloat16 = "BF16"

    var byteCount: Int {
      switch self {
      case .float16, .bfloat16: 2
      case .float32: 4
      case .float64: 8
      }
    }
  }

  /// The name, such as `hidden1.weight`.
  public let name: String
  /// The type of the numbers.
  public let element: Element
  /// The extents; none for a single number.
  public let shape: [Int]
  /// The numbers, the last extent's side by side, each with its lowest byte first.
  public let bytes: Data

  /// A tensor of numbers, as many as the shape says.
  public init<Number: TensorNumber>(_ name: String, shape: [Int], _ numbers: borrowing Span<Number>) {
    precondition(numbers.count == shape.reduce(1, *), "\(numbers.count) numbers for a shape of \(shape)")
    let size = MemoryLayout<Number>.size
    var bytes = Data(count: numbers.count * size)
    var span = bytes.mutableSpan
    for i in numbers.indices {
      let bits = numbers[unchecked: i].bitPattern
      for k in 0..<size {
        span[unchecked: i * size + k] = UInt8(
          truncatingIfNeeded: bits &>> Number.Bits(truncatingIfNeeded: 8 * k))
      }
    }
    self.init(name: name, element: Number.element, shape: shape, bytes: bytes)
  }

  init(name: String, element: Element, shape: [Int], bytes: Data) {
    self.name = name
    self.element = element
    self.shape = shape
    self.bytes = bytes
  }

  /// How many numbers there are.
  public var count: Int { bytes.count / element.byteCount }

  /// Writes the numbers into memory of their count, converted where their type is another.
  public func copy<Number: TensorNumber>(to numbers: inout MutableSpan<Number>) {
    precondition(numbers.count == count, "\(count) numbers into memory for \(numbers.count)")
    switch element {
    case .float32: copy(to: &numbers) { Number(Float(bitPattern: $0)) }
    case .float64: copy(to: &numbers) { Number(Double(bitPattern: $0)) }
    case .float16: copy(to: &numbers) { Number(HalfPrecision.float16($0)) }
    case .bfloat16: copy(to: &numbers) { Number(HalfPrecision.bfloat16($0)) }
    }
  }

  @inline(__always)
  private func copy<Bits: FixedWidthInteger & UnsignedInteger, Number: TensorNumber>(
    to numbers: inout MutableSpan<Number>, _ number: (Bits) -> Number
  ) {
    let span = bytes.span
    let size = MemoryLayout<Bits>.size
    for i in numbers.indices {
      var bits: Bits = 0
      for k in 0..<size {
        bits |= Bits(span[unchecked: i * size + k]) &<< Bits(truncatingIfNeeded: 8 * k)
      }
      numbers[unchecked: i] = number(bits)
    }
  }
}
