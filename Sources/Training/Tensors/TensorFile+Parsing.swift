import Foundation
import Wording

extension TensorFile {
  /// As much as the format's authors allow a header to take.
  private static let headerLimit = 100_000_000

  /// The header, and the bytes after it.
  static func split(_ bytes: Data, _ path: String) throws(TensorFileError) -> (TensorHeader, Data) {
    guard bytes.count >= 8 else {
      throw .truncated(path, expected: "the 8 bytes of a header's length", found: "\(bytes.count) bytes")
    }
    let length = bytes.prefix(8).reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    let beginsAsHeader = length <= headerLimit && bytes.dropFirst(8).first == UInt8(ascii: "{")
    if !beginsAsHeader, let name = ForeignFile.name(of: bytes) { throw .foreign(path, found: name) }
    guard length <= headerLimit else {
      throw .malformed(path, expected: "a header of at most \(headerLimit) bytes", found: "\(length)")
    }
    let rest = bytes.dropFirst(8)
    guard length <= rest.count else {
      throw .truncated(path, expected: "a header of \(length) bytes", found: "\(rest.count)")
    }
    return (try header(rest.prefix(Int(length)), path), rest.dropFirst(Int(length)))
  }

  private static func header(_ text: Data, _ path: String) throws(TensorFileError) -> TensorHeader {
    do {
      let header = try JSONDecoder().decode(TensorHeader.self, from: text)
      var names = HeaderNames(text)
      guard let name = names.firstRepeated() else { return header }
      throw TensorFileError.malformed(
        path, expected: "each name once in the header", found: "\(TensorFileError.quoted(name)) twice")
    } catch let error as TensorFileError {
      throw error
    } catch DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty {
      throw .malformed(path, expected: "a header in the format's JSON", found: "other bytes")
    } catch {
      let name = (error as? DecodingError)?.place.first?.stringValue
      let expected =
        switch name {
        case nil: "an object with a field for each tensor"
        case "__metadata__": "an object of texts as __metadata__"
        case .some(let name): "dtype, shape and data_offsets of tensor \(TensorFileError.quoted(name))"
        }
      throw .malformed(path, expected: expected, found: "something else")
    }
  }

  /// The tensors in the order of their bytes, which must follow each other without gap or overlap up to the end; PyTorch's counters of
  /// batches are left out.
  static func tensors(
    _ header: TensorHeader, _ numbers: Data, _ path: String
  ) throws(TensorFileError) -> [Tensor] {
    var tensors: [Tensor] = []
    var position = 0
    for (name, field) in header.fields.sorted(by: {
      $0.value.offsets.lexicographicallyPrecedes($1.value.offsets)
    }) {
      let label = "tensor \(TensorFileError.quoted(name))"
      // PyTorch's batch normalisation counts the batches that it has seen, in numbers of eight bytes; nothing here asks for them.
      let isCounter = field.dtype == "I64" && name.hasSuffix("num_batches_tracked")
      guard let element = isCounter ? .float64 : Tensor.Element(rawValue: field.dtype) else {
        throw .malformed(
          path, expected: "F32, F64, F16 or BF16 as dtype of \(label)",
          found: TensorFileError.quoted(field.dtype))
      }
      guard let size = byteCount(field.shape, element) else {
        throw .malformed(path, expected: "extents of \(label)", found: "\(field.shape.prefix(8))")
      }
      // Overlap, gap and an order the wrong way round all show here.
      let (end, overflow) = position.addingReportingOverflow(size)
      guard !overflow, field.offsets == [position, end] else {
        throw .malformed(
          path, expected: "data_offsets [\(position), \(end)] of \(label)",
          found: "\(field.offsets.prefix(8))")
      }
      guard end <= numbers.count else {
        throw .truncated(path, expected: "\(end) bytes of numbers for \(label)", found: "\(numbers.count)")
      }
      let begin = numbers.startIndex + position
      if !isCounter {
        tensors.append(
          Tensor(name: name, element: element, shape: field.shape, bytes: numbers[begin..<begin + size]))
      }
      position = end
    }
    guard position == numbers.count else {
      throw .malformed(
        path, expected: "the end of the file after \(position) bytes of numbers", found: "\(numbers.count)")
    }
    return tensors
  }

  /// How many bytes an array takes; nil where that is no number.
  private static func byteCount(_ shape: [Int], _ element: Tensor.Element) -> Int? {
    var count = element.byteCount
    for extent in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      if extent < 0 || overflow { return nil }
      count = product
    }
    return count
  }
}

extension DecodingError {
  /// Where in the text the error lies.
  fileprivate var place: [any CodingKey] {
    switch self {
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
      .dataCorrupted(let context):
      context.codingPath
    @unknown default: []
    }
  }
}
