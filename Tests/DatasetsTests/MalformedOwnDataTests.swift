import Datasets
import Foundation
import TestSupport
import Testing

/// Files of one's own that are broken: each is told in one line that names the file, what was expected and what was found.
@Suite struct MalformedOwnDataTests {
  let own: OwnFolder

  init() throws { own = try OwnFolder() }

  func complaint(_ path: String) throws -> String {
    let error = #expect(throws: DataError.self) { try own.read(path) }
    let text = try #require(error?.description)
    #expect(!text.contains("\n"))
    return text.replacingOccurrences(of: own.folder.path + "/", with: "")
  }

  private typealias Own = OwnFolder

  /// Arrays of a broken `.npz` file, and what is said of it.
  static let arrays: [(files: [(name: String, bytes: [UInt8])], complaint: String)] = [
    (
      [],
      "a.npz: expected the arrays x_train, y_train, x_test, y_test, or the arrays train_images, "
        + "train_labels, test_images, test_labels, found nothing"
    ),
    ([("images.npy", [])], "found images"),
    (
      Own.keras.filter { $0.name != "y_test.npy" },
      "a.npz: expected an array y_test, found x_train, y_train, x_test"
    ),
    (Own.keras("x_train", []), "a.npz/x_train.npy: expected a NumPy array (93 NUMPY), found nothing"),
    (
      Own.keras("x_train", [1, 2, 3, 4, 5, 6, 7, 8]),
      "expected a NumPy array (93 NUMPY), found 01 02 03 04 05 06"
    ),
    (
      Own.keras("x_train", [0x93] + Array("NUMPY".utf8) + [9, 0, 1, 0, 0, 0, 32]),
      "expected a NumPy array of version 1 to 3, found version 9"
    ),
    (
      Own.keras("x_train", [0x93] + Array("NUMPY".utf8) + [1, 0, 255, 255, 32]),
      "too short: expected a header of 65535 bytes, found 1"
    ),
    (
      Own.keras("x_train", Own.npy("|u1", [2, 2, 2], Array(0..<7))),
      "too short: expected 8 bytes for [2, 2, 2] values, found 7"
    ),
    (
      Own.keras("x_train", Own.npy("|u1", [2, 2, 2], Array(0..<9))),
      "expected nothing after the 8 bytes that the header promises, found 1 bytes more"
    ),
    (
      Own.keras("x_train", Own.npy("<c8", [2, 2, 2], [])), "expected numbers of 1, 2, 4 or 8 bytes, found <c8"
    ),
    (
      Own.keras("x_train", Own.npy("|O", [2, 2, 2], [])),
      "expected descr: a kind of number, found {'descr': '|O'"
    ),
    (
      Own.keras("x_train", Own.npy("|u1\n1", [2, 2, 2], [])),
      "expected descr: a kind of number, found {'descr': '|u1\\n1'"
    ),
    ([("y_test.npy", []), ("x\ny.npy", [])], "expected an array x_train, found y_test, x\\ny"),
    (
      Own.keras("x_train", Own.npy("|u1", [2, 2, 2], Array(0..<8), order: "True")),
      "expected an array in C order, found one in Fortran's"
    ),
    (
      Own.keras("x_train", Own.npy("|u1", [2, 99_999_999_999, 99_999_999_999], [])),
      "too short: expected \(Int.max) bytes"
    ),
    (
      Own.keras("x_train", Own.npy("|u1", [2, .max], [])), "too short: expected \(Int.max) bytes"
    ),
    (
      Own.keras("y_train", Own.npy("|u1", [3], [0, 1, 2])),
      "a.npz/y_train.npy: expected one label an image, found 3 labels for 2 images"
    ),
    (
      Own.keras("y_train", Own.npy("|u1", [2, 3], [0, 0, 1, 1, 0, 0])),
      "expected one label an image, found an array of [2, 3]"
    ),
    (
      Own.keras("y_train", Own.npy("<f4", [2], Own.bytes([0.5, 1].map { Float($0).bitPattern }))),
      "expected whole labels from 0 on, found 0.5 at item 0"
    ),
    (
      Own.keras("y_train", Own.npy("<i8", [2], Own.bytes([0, -1] as [Int64]))),
      "expected whole labels from 0 on, found -1 at item 1"
    ),
    (
      Own.keras("y_train", Own.npy("<i8", [2], Own.bytes([0, 1 << 40] as [Int64]))),
      "expected labels below 65536, found 1099511627776"
    ),
    (
      Own.keras("x_test", Own.npy("|u1", [1, 2, 3], Array(0..<6))),
      "a.npz/x_test.npy: expected images of 1×2×2, as to train on, found images of 1×2×3"
    ),
    (
      Own.keras("x_test", Own.npy("<f4", [1, 2, 2], [UInt8](repeating: 0, count: 16))),
      "a.npz/x_test.npy: expected uint8, as to train on, found float32"
    ),
    (
      Own.keras("x_test", Own.npy("|u1", [0, 2, 2], [])),
      "expected at least one image, found an array of [0, 2, 2]"
    ),
    (Own.keras("x_test", Own.npy("|u1", [], [1])), "expected at least one image, found an array of []"),
    (
      Own.keras("x_test", Own.npy("|u1", [1, 2, 2, 1, 1], Array(0..<4))),
      "expected images: an array of 2 to 4 extents, none of them 0, found [1, 2, 2, 1, 1]"
    ),
    (
      Own.keras("x_test", Own.npy("<f4", [1, 2, 2], Own.bytes([1, 0, Float.nan, 0].map(\.bitPattern))))
        .map {
          $0.name == "x_train.npy"
            ? ($0.name, Own.npy("<f4", [2, 2, 2], [UInt8](repeating: 0, count: 32))) : $0
        },
      "a.npz/x_test.npy: expected finite numbers, found nan in image 0"
    ),
  ]

  @Test(arguments: arrays.indices) func aBrokenFileOfArrays(index: Int) throws {
    let (files, expected) = Self.arrays[index]
    if files.isEmpty {
      // The end of an archive, and nothing before it.
      try own.folder.write([0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18), to: "a.npz")
    } else {
      try own.zip("a.npz", files)
    }
    let found = try complaint("a.npz")
    #expect(found.contains(expected), "\(found)")
  }

  @Test func anArchiveThatIsNone() throws {
    try own.folder.write(Array("no archive".utf8), to: "a.npz")
    #expect(try complaint("a.npz") == "a.npz: expected a zip archive, found Not a zip archive")
    try own.zip("a.npz", OwnFolder.keras)
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: own.folder["a.npz"])))
    try own.folder.write(Array(bytes.dropLast(30)), to: "a.npz")
    #expect(try complaint("a.npz").hasPrefix("a.npz: expected a zip archive, found "))
    // A byte of the packed data, which the CRC tells.
    bytes[60] ^= 0xFF
    try own.folder.write(bytes, to: "a.npz")
    #expect(try complaint("a.npz").hasPrefix("a.npz/x_train.npy: corrupt: "))
  }

  @Test func pathsThatLeadToNothing() throws {
    #expect(
      try complaint("none")
        == "none: cannot be read: expected a folder or a file of a data set, found nothing there")
    _ = try own.folder.folder("empty")
    #expect(
      try complaint("empty")
        == "empty: expected four IDX files (train-images-idx3-ubyte and so on, packed or not), "
        + "CIFAR's binary files, or an .npz file, found an empty folder")
    try own.folder.write([1], to: "empty/a.png")
    #expect(try complaint("empty").hasSuffix("found a.png"))
    try own.folder.write([1], to: "a.csv")
    #expect(try complaint("a.csv").hasPrefix("a.csv: expected a folder, an .npz file, or a .tar.gz"))
    try #require(mkfifo(own.folder["fifo"], 0o600) == 0)
    #expect(try complaint("fifo").hasSuffix("found a FIFO"))
    try own.folder.write(gzip([UInt8](repeating: 0, count: 1024)), to: "a.tar.gz")
    #expect(try complaint("a.tar.gz").hasPrefix("a.tar.gz: expected CIFAR's binary files"))
  }

  /// What is wrong with four IDX files.
  static let files: [(name: String, extents: [Int], values: IDXValues, complaint: String)] = [
    (
      "t10k-labels-idx1-ubyte", [1], .float32([1]),
      "t10k-labels-idx1-ubyte: expected labels: whole numbers of rank 1, or QMNIST's in 8 columns, "
        + "found float32 of rank 1"
    ),
    ("t10k-labels-idx1-ubyte", [1, 3], .uint8([1, 2, 3]), "found uint8 of rank 2"),
    (
      "t10k-labels-idx1-ubyte", [2], .uint8([1, 2]),
      "expected one label an image, found 2 labels for 1 images"
    ),
    ("t10k-labels-idx1-ubyte", [1], .int8([-3]), "expected whole labels from 0 on, found -3 at item 0"),
    ("t10k-images-idx3-ubyte", [1], .uint8([1]), "expected images: numbers of rank 2 to 4, no extent 0"),
    (
      "t10k-images-idx3-ubyte", [1, 0, 2], .uint8([]), "expected images: numbers of rank 2 to 4, no extent 0"
    ),
    ("t10k-images-idx3-ubyte", [1, 2, 3], .uint8(Array(0..<6)), "expected images of 1×2×2, as to train on"),
    (
      "t10k-images-idx3-ubyte", [1, 2, 2], .int16([1, 2, 3, 4]), "expected uint8, as to train on, found int16"
    ),
  ]

  @Test(arguments: files.indices) func aBrokenFolder(index: Int) throws {
    let (name, extents, values, expected) = Self.files[index]
    try own.write(
      OwnDataTests.usualNames[0], shape: [2, 2], train: (.uint8(Array(0..<8)), [0, 4]),
      test: (.uint8(Array(8..<12)), [1]))
    try own.write(name, extents, values)
    let found = try complaint("")
    #expect(found.contains(expected), "\(found)")
  }

  @Test func aFolderThatLacksAFile() throws {
    try own.write(
      OwnDataTests.usualNames[0], shape: [2, 2], train: (.uint8(Array(0..<8)), [0, 4]),
      test: (.uint8(Array(8..<12)), [1]))
    try FileManager.default.removeItem(atPath: own.folder["t10k-labels-idx1-ubyte"])
    #expect(
      try complaint("") == "t10k-labels-idx1-ubyte.gz: cannot be read: expected a file, found nothing there")
  }

  @Test func CIFARFilesOfPartsOfRecords() throws {
    try own.folder.write([1, 2, 3], to: "train.bin")
    try own.folder.write([], to: "test.bin")
    #expect(
      try complaint("") == "train.bin: expected whole records of 3074 bytes in train.bin, found 3 bytes")
  }
}
