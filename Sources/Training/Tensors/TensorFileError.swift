import Wording

/// Why a file of tensors cannot be used, told in one line that begins with its path.
public enum TensorFileError: Error, Hashable, CustomStringConvertible {
  /// There is no such file.
  case missing(String)
  /// The path leads to a directory, a device or the like.
  case notAFile(String)
  /// The file cannot be opened or read: the reason.
  case unreadable(String, String)
  /// The file, or its folder, cannot be made or written: the reason.
  case unwritable(String, String)
  /// The file ends before it holds what its format, or its own header, promises.
  case truncated(String, expected: String, found: String)
  /// The file is not of the format, or contradicts itself.
  case malformed(String, expected: String, found: String)
  /// The file is of another known format: which, and what to do.
  case foreign(String, found: String)
  /// A tensor that was expected is not there.
  case missingTensor(String, name: String, shape: [Int])
  /// A tensor is there that nothing expects.
  case extraTensor(String, name: String)
  /// A tensor has other extents than expected.
  case wrongShape(String, name: String, expected: [Int], found: [Int])

  /// One line.
  public var description: String { message.shown(2000) }

  private var message: String {
    switch self {
    case .missing(let path): "\(path): no such file: expected tensors in the safetensors format"
    case .notAFile(let path): "\(path): expected a file of tensors, found no regular file"
    case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
    case .unwritable(let path, let reason): "\(path): cannot be written: \(reason)"
    case .truncated(let path, let expected, let found):
      "\(path): too short: expected \(expected), found \(found)"
    case .malformed(let path, let expected, let found):
      "\(path): no sound safetensors file: expected \(expected), found \(found)"
    case .foreign(let path, let found): "\(path): expected a safetensors file, found \(found)"
    case .missingTensor(let path, let name, let shape):
      "\(path): expected a tensor \(Self.quoted(name)) of shape \(shape), found none of this name"
    case .extraTensor(let path, let name):
      "\(path): expected no tensor \(Self.quoted(name)): the network has no such weights"
    case .wrongShape(let path, let name, let expected, let found):
      "\(path): expected shape \(expected) of tensor \(Self.quoted(name)), found \(found)"
    }
  }

  /// A name out of a file, which may hold anything, as part of a line.
  static func quoted(_ name: String) -> String {
    String(reflecting: name.count > 80 ? name.prefix(80) + "…" : name)
  }
}
