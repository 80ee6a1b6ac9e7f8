import Foundation
import Wording

/// What a NumPy array in a file says of itself before its numbers.
///
/// Source: NumPy's description of the format, NEP 1 and `numpy.lib.format`, versions 1.0 to 3.0.
struct NPYHeader: Hashable, Sendable {
  /// The extent of each dimension, the slowest first.
  let extents: [Int]
  /// The kind of number.
  let element: StoredElement
  /// Whether the first byte of a number is its most significant one.
  let isBigEndian: Bool
  /// How many bytes stand before the numbers.
  let byteCount: Int

  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Reads the first bytes of a file; throws `DataError.malformed` and `.truncated`.
  init(_ bytes: [UInt8], of file: String) throws(DataError) {
    guard bytes.starts(with: Self.magic) else {
      throw .malformed(
        file: file, expected: "a NumPy array (93 NUMPY)",
        found: bytes.isEmpty ? "nothing" : hexadecimal(bytes.prefix(6)))
    }
    let lengthBytes = bytes.count > 6 && bytes[6] == 1 ? 2 : 4
    let start = 8 + lengthBytes
    guard bytes.count >= start, (1...3).contains(bytes[6]) else {
      throw .malformed(
        file: file, expected: "a NumPy array of version 1 to 3",
        found: bytes.count < start ? "\(bytes.count) bytes" : "version \(bytes[6])")
    }
    let length = bytes[8..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= bytes.count - start else {
      throw .truncated(
        file: file, expected: "a header of \(length) bytes", found: "\(bytes.count - start)")
    }
    byteCount = start + length
    let text = String(decoding: bytes[start..<byteCount], as: UTF8.self)
    func value(_ key: String, _ expected: String, _ pattern: Regex<(Substring, Substring)>) throws(DataError)
      -> String
    {
      guard let match = text.firstMatch(of: pattern) else {
        throw .malformed(
          file: file, expected: "\(key): \(expected)",
          found: text.trimmingCharacters(in: .whitespacesAndNewlines).shown())
      }
      return String(match.1)
    }
    let type = try value("descr", "a kind of number", #/'descr': *'([<>|=][a-zA-Z][0-9]+)'/#)
    let order = try value("fortran_order", "False or True", #/'fortran_order': *(False|True)/#)
    let shape = try value("shape", "extents in parentheses", #/'shape': *\(([0-9, ]*)\)/#)
    guard let element = StoredElement(numpy: type) else {
      throw .malformed(file: file, expected: "numbers of 1, 2, 4 or 8 bytes", found: type)
    }
    guard order == "False" else {
      throw .malformed(file: file, expected: "an array in C order", found: "one in Fortran's")
    }
    let numbers = shape.split(separator: ",").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
    let extents = numbers.compactMap { Int($0.prefix { $0 != " " }) }
    guard extents.count == numbers.count else {
      throw .malformed(file: file, expected: "extents that a computer can count", found: "(\(shape))")
    }
    self.extents = extents
    self.element = element
    isBigEndian = type.hasPrefix(">")
  }
}

extension StoredArray {
  /// A NumPy array as the bytes of its file; throws `DataError` where these are none, or others than its header promises.
  init(npy bytes: [UInt8], of file: String) throws(DataError) {
    let header = try NPYHeader(bytes, of: file)
    let promised = header.element.byteCount(of: header.extents) ?? .max
    let found = bytes.count - header.byteCount
    guard found >= promised else {
      throw .truncated(
        file: file, expected: "\(promised) bytes for \(header.extents) values", found: "\(found)")
    }
    guard found == promised else {
      throw .malformed(
        file: file, expected: "nothing after the \(promised) bytes that the header promises",
        found: "\(found - promised) bytes more")
    }
    self.init(
      file: file, extents: header.extents, element: header.element, isBigEndian: header.isBigEndian,
      bytes: Array(bytes[header.byteCount...]))
  }
}

extension StoredElement {
  /// The kind that NumPy writes so, such as `<f4`; nil where it is none of numbers.
  fileprivate init?(numpy type: String) {
    let kinds: [Character: Kind] = ["b": .flag, "u": .unsigned, "i": .signed, "f": .floating]
    guard let kind = kinds[type[type.index(after: type.startIndex)]], let count = Int(type.dropFirst(2)),
      (kind == .flag ? [1] : kind == .floating ? [2, 4, 8] : [1, 2, 4, 8]).contains(count)
    else { return nil }
    self.init(kind: kind, byteCount: count)
  }
}
