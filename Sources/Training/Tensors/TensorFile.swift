import Datasets
import Foundation
import Wording

/// Tensors in a file of the safetensors format, in which PyTorch, NumPy and others read and write weights.
///
/// The length of a header in eight bytes, the lowest first; the header, in JSON; then the numbers of all tensors, one
/// after another. Source: https://github.com/huggingface/safetensors, "Format".
public struct TensorFile: Sendable {
  /// Where the file lies, or is to lie.
  public let file: URL
  /// The tensors in the order of their bytes; no two have one name.
  public let tensors: [Tensor]
  /// What else is said of them.
  public let metadata: [String: String]

  /// A file to be written.
  public init(_ file: URL, tensors: [Tensor], metadata: [String: String] = [:]) {
    self.file = file
    self.tensors = tensors
    self.metadata = metadata
  }

  /// Opens a file; its numbers are read when they are wanted.
  ///
  /// - Throws: `TensorFileError` where it is missing or anything but a whole and sound file of such tensors.
  public init(reading file: URL) throws(TensorFileError) {
    guard let type = Self.type(of: file) else { throw .missing(file.path) }
    guard type == .typeRegular else { throw .notAFile(file.path) }
    let bytes: Data
    do {
      bytes = try Data(contentsOf: file, options: .alwaysMapped)
    } catch {
      throw .unreadable(file.path, plainReason(error))
    }
    let (header, numbers) = try Self.split(bytes, file.path)
    self.file = file
    tensors = try Self.tensors(header, numbers, file.path)
    metadata = header.metadata
  }

  /// The tensors with these names and shapes, in this order, where the file holds just those.
  ///
  /// - Throws: `TensorFileError` where one is missing, has another shape, or is one too many.
  public func tensors(_ expected: [(name: String, shape: [Int])]) throws(TensorFileError) -> [Tensor] {
    var rest = Dictionary(uniqueKeysWithValues: tensors.map { ($0.name, $0) })
    var found: [Tensor] = []
    for (name, shape) in expected {
      guard let tensor = rest.removeValue(forKey: name) else {
        throw .missingTensor(file.path, name: name, shape: shape)
      }
      guard tensor.shape == shape else {
        throw .wrongShape(file.path, name: name, expected: shape, found: tensor.shape)
      }
      found.append(tensor)
    }
    if let name = rest.keys.min() { throw .extraTensor(file.path, name: name) }
    return found
  }

  /// The bytes of the file.
  public func encoded() throws -> Data {
    var header = TensorHeader()
    header.metadata = metadata
    var end = 0
    for tensor in tensors {
      let begin = end
      end += tensor.bytes.count
      header.fields[tensor.name] = TensorHeader.Field(
        dtype: tensor.element.rawValue, shape: tensor.shape, offsets: [begin, end])
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var text = try encoder.encode(header)
    // Readers that map the file want the numbers on a multiple of their size.
    text.append(contentsOf: Array(repeating: UInt8(ascii: " "), count: -text.count & 7))
    var bytes = Data(capacity: 8 + text.count + end)
    for k in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: text.count >> (8 * k))) }
    bytes.append(text)
    for tensor in tensors { bytes.append(tensor.bytes) }
    return bytes
  }

  /// Writes the file, whole or not at all; one that was there is replaced.
  ///
  /// - Throws: `TensorFileError`.
  public func write() throws(TensorFileError) {
    try checkPlace()
    do {
      try encoded().write(to: file.resolvingSymlinksInPath(), options: .atomic)
    } catch {
      throw .unwritable(file.path, plainReason(error))
    }
  }

  /// Sees, before anything is computed, that the file can be written; makes its folder where there is none.
  ///
  /// - Throws: `TensorFileError`.
  public func checkPlace() throws(TensorFileError) {
    if let type = Self.type(of: file), type != .typeRegular { throw .notAFile(file.path) }
    let folder = file.resolvingSymlinksInPath().deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(file.path, plainReason(error))
    }
    if !FileManager.default.isWritableFile(atPath: folder.path) {
      throw .unwritable(file.path, "permission denied")
    }
  }

  /// What a path leads to; nil for nothing.
  private static func type(of file: URL) -> FileAttributeType? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file.resolvingSymlinksInPath().path)
    return attributes?[.type] as? FileAttributeType
  }
}
