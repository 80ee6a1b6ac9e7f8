import Foundation

/// An array of any rank as an IDX file holds it.
///
/// The file: two zero bytes, a type byte, a byte for the rank, one big-endian 32-bit extent a dimension, then
/// the numbers, big-endian, in row-major order. A name that ends in `.gz` means a gzip-packed file.
/// Source: the description of the format on the MNIST page of LeCun, Cortes and Burges.
public struct IDXArray: Hashable, Sendable {
  /// The extent of each dimension, the slowest first; empty for a single number.
  public let extents: [Int]
  /// The numbers in row-major order.
  public let values: IDXValues

  /// An array of the given extents, whose product must be the number of values.
  public init(extents: [Int], values: IDXValues) {
    precondition(extents.count <= 255 && extents.allSatisfy { (0...Int(UInt32.max)).contains($0) })
    precondition(extents.reduce(1, *) == values.count, "\(values.count) values do not fill \(extents)")
    self.extents = extents
    self.values = values
  }

  /// Reads a whole file.
  ///
  /// Throws `DataError` if the file cannot be read, is not IDX, holds fewer or more numbers than its header
  /// says, or (`.gz`) is damaged. Never takes more memory than the file really fills, whatever the header says.
  public init(contentsOf path: String) throws(DataError) {
    self = try Self.read(path).array
  }

  /// Reads a whole file and says which bytes it was.
  static func read(_ path: String) throws(DataError) -> (array: IDXArray, source: SourceFile) {
    var reader = try ByteReader(path: path)
    let array = try IDXArray(from: &reader)
    return (array, try reader.finish())
  }

  private init(from reader: inout ByteReader) throws(DataError) {
    let path = reader.path
    let magic = try Self.header(4, "a magic number of 4 bytes", from: &reader)
    guard magic[0] == 0, magic[1] == 0, let element = IDXElement(rawValue: magic[2]) else {
      throw .malformed(
        file: path, expected: "an IDX magic number (00 00 type rank)", found: hexadecimal(magic))
    }
    let rank = Int(magic[3])
    let sizes: [UInt32] = numbers(in: try Self.header(4 * rank, "\(rank) extents", from: &reader))
    let extents = sizes.map { Int($0) }
    var promised = element.byteCount
    for extent in extents {
      let (product, overflow) = promised.multipliedReportingOverflow(by: extent)
      guard !overflow else {
        throw .malformed(
          file: path, expected: "extents whose product a computer can count",
          found: extents.map(String.init).joined(separator: " × "))
      }
      promised = product
    }
    var bytes: [UInt8] = []
    let found = try reader.read(upTo: promised, into: &bytes)
    guard found == promised else {
      throw .truncated(
        file: path,
        expected: "\(promised) bytes for \(extents.map(String.init).joined(separator: " × ")) values",
        found: "\(found)")
    }
    let surplus = try reader.drain()
    guard surplus == 0 else {
      throw .malformed(
        file: path, expected: "nothing after the \(promised) bytes that the header promises",
        found: "\(surplus) bytes more")
    }
    self.init(extents: extents, values: IDXValues(element, bigEndian: bytes))
  }

  private static func header(
    _ count: Int, _ what: String, from reader: inout ByteReader
  ) throws(DataError) -> [UInt8] {
    var bytes: [UInt8] = []
    let found = try reader.read(upTo: count, into: &bytes)
    guard found == count else {
      throw .truncated(file: reader.path, expected: what, found: found == 0 ? "nothing" : "\(found) bytes")
    }
    return bytes
  }

  /// The array as the bytes of an IDX file, not packed.
  public var encoded: [UInt8] {
    [0, 0, values.element.rawValue, UInt8(extents.count)]
      + extents.flatMap { bytes(of: UInt32($0)) } + values.bigEndianBytes
  }

  /// Writes a file in one step: either all of it is there or what was there before.
  ///
  /// Throws `DataError.unwritable`.
  public func write(to path: String) throws(DataError) {
    let bytes = path.hasSuffix(".gz") ? gzip(encoded) : encoded
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw .unwritable(file: path, reason: plainReason(error))
    }
  }
}
