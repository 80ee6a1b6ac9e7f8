import CZip
import Datasets
import Foundation
import TestSupport
import Testing

/// Files of one's own, as other programs write them.
struct OwnFolder {
  let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  /// What is read at a path below the folder.
  func read(_ path: String) throws -> Dataset {
    let name = try DatasetName(folder[path])
    return try DataSearch(places: []).load(name, key: .init(seed: 0))
  }

  /// Writes an IDX file, packed where its name says so.
  func write(_ name: String, _ extents: [Int], _ values: IDXValues) throws {
    try IDXArray(extents: extents, values: values).write(to: folder[name])
  }

  /// Writes four IDX files; `names` are those of training images and labels, then of test images and labels.
  func write(
    _ names: [String], shape: [Int], train: (IDXValues, [UInt8]), test: (IDXValues, [UInt8])
  ) throws {
    for (images, labels, split) in [(names[0], names[1], train), (names[2], names[3], test)] {
      try write(images, [split.1.count] + shape, split.0)
      try write(labels, [split.1.count], .uint8(split.1))
    }
  }

  /// Packs files into a zip archive with libzip.
  func zip(_ name: String, _ files: [(name: String, bytes: [UInt8])]) throws {
    try? FileManager.default.removeItem(atPath: folder[name])
    let archive = try #require(zip_open(folder[name], ZIP_CREATE, nil))
    for (name, bytes) in files {
      // libzip frees it when it has written it.
      let copy = malloc(max(bytes.count, 1))
      bytes.withUnsafeBytes {
        if let from = $0.baseAddress { copy?.copyMemory(from: from, byteCount: $0.count) }
      }
      let source = try #require(zip_source_buffer(archive, copy, zip_uint64_t(bytes.count), 1))
      try #require(zip_file_add(archive, name, source, 0) >= 0)
    }
    try #require(zip_close(archive) == 0)
  }

  /// A NumPy array as the bytes of its file.
  static func npy(_ type: String, _ extents: [Int], _ bytes: [UInt8], order: String = "False") -> [UInt8] {
    let shape = extents.map { "\($0)," }.joined(separator: " ")
    let header = "{'descr': '\(type)', 'fortran_order': \(order), 'shape': (\(shape)), }"
    let length = (header.utf8.count + 11 + 63) / 64 * 64 - 10
    let padding = [UInt8](repeating: 0x20, count: length - header.utf8.count - 1)
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)]
      + Array(header.utf8) + padding + [0x0A] + bytes
  }

  /// Numbers as little-endian bytes.
  static func bytes(_ numbers: [some FixedWidthInteger]) -> [UInt8] {
    numbers.flatMap { number in withUnsafeBytes(of: number.littleEndian) { Array($0) } }
  }

  /// The arrays of a sound `.npz` file as Keras writes it: two images of 2 × 2 to train on, one to test on.
  static let keras: [(name: String, bytes: [UInt8])] = [
    ("x_train.npy", npy("|u1", [2, 2, 2], Array(0..<8))),
    ("y_train.npy", npy("<i8", [2], bytes([0, 2] as [Int64]))),
    ("x_test.npy", npy("|u1", [1, 2, 2], Array(8..<12))),
    ("y_test.npy", npy("<i8", [1], bytes([1] as [Int64]))),
  ]

  /// The same with one array in the place of another.
  static func keras(_ name: String, _ array: [UInt8]) -> [(name: String, bytes: [UInt8])] {
    keras.map { $0.name == "\(name).npy" ? ($0.name, array) : $0 }
  }
}
