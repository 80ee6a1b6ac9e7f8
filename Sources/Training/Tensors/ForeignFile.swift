import Foundation

/// What a file that is no safetensors file is, told by its first bytes, as far as these are known ones.
enum ForeignFile {
  /// How many bytes are looked at.
  static let length = 512

  /// What the file is, with its article, and what to do where something is known; nil for bytes of no known form.
  static func name(of bytes: Data) -> String? {
    let head = Array(bytes.prefix(length))
    if head.starts(with: [0x50, 0x4B]) { return archive(head) }
    if head.first == 0x80, head.count > 1, (2...5).contains(head[1]) {
      return "a Python pickle, as older PyTorch writes; \(remedy)"
    }
    if let known = signatures.first(where: { head.starts(with: $0.bytes) }) { return known.name }
    if head.dropFirst(257).starts(with: "ustar".utf8) { return "a tar archive" }
    if head.dropFirst(4).starts(with: "TFL3".utf8) { return "a TensorFlow Lite model" }
    let text = head.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    if text.first == UInt8(ascii: "{") { return "a text of JSON" }
    if text.first == UInt8(ascii: "<") { return "a text of HTML or XML" }
    return nil
  }

  private static let remedy = "safetensors.torch.save_file(model.state_dict(), FILE) writes one"

  private static let signatures: [(bytes: [UInt8], name: String)] = [
    ([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A], "an HDF5 file, as Keras writes"),
    ([0x93] + Array("NUMPY".utf8), "an array of NumPy (.npy); safetensors.numpy.save_file writes one"),
    (Array("GGUF".utf8), "a GGUF file"),
    (Array("SQLite format 3\0".utf8), "an SQLite database"),
    (
      Array("version https://git-lfs".utf8),
      "a pointer of Git LFS; 'git lfs pull' gets the file that it stands for"
    ),
    ([0x1F, 0x8B], "a file packed by gzip"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a file packed by Zstandard"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "a file packed by xz"),
    (Array("BZh".utf8), "a file packed by bzip2"),
  ]

  /// A zip archive by the name of its first file.
  private static func archive(_ head: [UInt8]) -> String {
    guard head.count > 30 else { return "a zip archive" }
    let length = Int(head[26]) | Int(head[27]) << 8
    let name = String(decoding: head.dropFirst(30).prefix(length), as: UTF8.self)
    if name.hasSuffix(".npy") {
      return "arrays of NumPy (.npz); safetensors.numpy.save_file writes one"
    }
    if ["data.pkl", ".format_version", ".storage_alignment"].contains(where: name.hasSuffix) {
      return "a PyTorch file (.pt); \(remedy)"
    }
    if name == "metadata.json" || name == "config.json" { return "a Keras file (.keras)" }
    return "a zip archive, as PyTorch writes (.pt); \(remedy)"
  }
}
