import Foundation
import Wording

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
  /// says, would fill the machine's memory, or (`.gz`) is damaged. Never takes more memory than the file really
  /// fills, whatever the header says.
  public init(contentsOf path: String) throws(DataError) {
    var reader = try ByteReader(path: path)
    let header = try IDXHeader(from: &reader)
    let bytes = try header.payload(from: &reader)
    self.init(extents: header.extents, values: IDXValues(header.element, bigEndian: bytes))
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
