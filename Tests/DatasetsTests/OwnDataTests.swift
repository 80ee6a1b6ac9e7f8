import Datasets
import Foundation
import Numbers
import TestSupport
import Testing

/// Data sets that people bring, as other programs write them.
@Suite struct OwnDataTests {
  let own: OwnFolder

  init() throws { own = try OwnFolder() }

  static let usualNames = [
    [
      "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
      "t10k-labels-idx1-ubyte",
    ],
    [
      "train-images.idx3-ubyte", "train-labels.idx1-ubyte", "t10k-images.idx3-ubyte",
      "t10k-labels.idx1-ubyte",
    ],
    [
      "qmnist-train-images-idx3-ubyte", "qmnist-train-labels-idx2-int", "qmnist-test-images-idx3-ubyte",
      "qmnist-test-labels-idx2-int",
    ],
  ]

  @Test(arguments: usualNames, ["", ".gz"]) func usualNamesOfIDXFiles(names: [String], suffix: String) throws
  {
    try own.write(
      names.map { $0 + suffix }, shape: [2, 3], train: (.uint8(Array(0..<12)), [0, 4]),
      test: (.uint8(Array(12..<18)), [1]))
    let set = try own.read("")
    #expect(set.shape == ImageShape(channels: 1, height: 2, width: 3))
    #expect(set.classes == 5)
    #expect(set.train.pixels == .bytes(Array(0..<12)))
    #expect(set.test.pixels == .bytes(Array(12..<18)))
    #expect(set.train.labels == [0, 4] && set.test.labels == [1])
    #expect(set.sources.count == 4)
    #expect(set.hasPublishedSize == nil && !set.isSynthetic)
  }

  /// EMNIST's folder holds several sets, of up to 62 classes.
  @Test func manyClassesInAFolderOfSeveralSets() throws {
    _ = try own.folder.folder("gzip")
    for (part, classes) in [("balanced", 47), ("letters", 27)] {
      let names = ["train-images-idx3", "train-labels-idx1", "test-images-idx3", "test-labels-idx1"]
      try own.write(
        names.map { "gzip/emnist-\(part)-\($0)-ubyte.gz" }, shape: [28, 28],
        train: (.uint8((0..<classes * 784).map { UInt8($0 % 251) }), (0..<classes).map { UInt8($0) }),
        test: (.uint8([UInt8](repeating: 7, count: 784)), [1]))
    }
    let set = try own.read("gzip/emnist-balanced")
    #expect(set.classes == 47 && set.train.count == 47)
    #expect(set.name.title == "emnist-balanced")
    #expect(try own.read("gzip/emnist-letters").classes == 27)
    let error = #expect(throws: DataError.self) { try own.read("gzip") }
    #expect(error?.description.hasSuffix("found those of emnist-balanced, emnist-letters") == true)
    // As a set that is known, letters count from 1.
    let search = DataSearch(places: [SearchPlace(path: own.folder.path, reason: .explicit)])
    let balanced = try #require(DatasetName(rawValue: "emnist-balanced"))
    #expect(try search.load(balanced, key: .init(seed: 0)).train == set.train)
    let letters = try #require(DatasetName(rawValue: "emnist-letters"))
    #expect(throws: DataError.self) { try search.load(letters, key: .init(seed: 0)) }
  }

  @Test func theArchiveOfEMNIST() throws {
    let parts: [(String, [Int], IDXValues)] = [
      ("train-images-idx3", [2, 28, 28], .uint8((0..<1568).map { UInt8($0 % 256) })),
      ("train-labels-idx1", [2], .uint8([1, 26])),
      ("test-images-idx3", [1, 28, 28], .uint8([UInt8](repeating: 9, count: 784))),
      ("test-labels-idx1", [1], .uint8([2])),
    ]
    _ = try own.folder.folder("emnist")
    try own.zip(
      "emnist/gzip.zip",
      parts.map { name, extents, values in
        ("gzip/emnist-letters-\(name)-ubyte.gz", gzip(IDXArray(extents: extents, values: values).encoded))
      })
    let search = DataSearch(places: [SearchPlace(path: own.folder.path, reason: .cache)])
    let letters = try #require(DatasetName(rawValue: "emnist-letters"))
    let set = try search.load(letters, key: .init(seed: 0))
    #expect(set.train.labels == [0, 25] && set.test.labels == [1] && set.classes == 26)
    #expect(set.sources.map(\.path) == [own.folder["emnist/gzip.zip"]])
    #expect(try search.copy(of: letters)?.sums == DataSums(set.sources))
    let digits = try #require(DatasetName(rawValue: "emnist-digits"))
    let error = #expect(throws: DataError.self) { try search.load(digits, key: .init(seed: 0)) }
    #expect(
      error?.description.contains("expected a file gzip/emnist-digits-train-labels-idx1-ubyte.gz") == true)
  }

  /// Colours last, as most programs have them, and colours first, as Kindling has.
  @Test func largeColouredImages() throws {
    let last = (0..<2 * 64 * 64 * 3).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let first = (0..<2 * 3).flatMap { (plane) -> [UInt8] in
      let start = plane / 3 * 12_288 + plane % 3
      return (0..<4096).map { last[start + $0 * 3] }
    }
    for (folder, extents, bytes) in [("last", [64, 64, 3], last), ("first", [3, 64, 64], first)] {
      _ = try own.folder.folder(folder)
      try own.write(
        Self.usualNames[0].map { "\(folder)/\($0)" }, shape: extents, train: (.uint8(bytes), [0, 1]),
        test: (.uint8(Array(bytes[..<12_288])), [1]))
    }
    let set = try own.read("last")
    #expect(set.shape == ImageShape(channels: 3, height: 64, width: 64))
    #expect(set.train.pixels == .bytes(first))
    #expect(try own.read("first").train == set.train)
  }

  @Test func labelsOfQMNIST() throws {
    let columns: [Int32] = [5, 0, 3, 1, 2, 0, 0, 0, 9, 0, 4, 2, 7, 0, 0, 1]
    try own.write("qmnist-train-images-idx3-ubyte", [2, 1, 1], .uint8([1, 2]))
    try own.write("qmnist-train-labels-idx2-int", [2, 8], .int32(columns))
    try own.write("qmnist-test-images-idx3-ubyte", [1, 1, 1], .uint8([3]))
    try own.write("qmnist-test-labels-idx2-int", [1, 8], .int32(Array(columns[8...])))
    let set = try own.read("")
    #expect(set.train.labels == [5, 9] && set.test.labels == [9] && set.classes == 10)
  }

  /// More classes than a byte can count.
  @Test func thousandClasses() throws {
    try own.write("train-images-idx3-ubyte", [2, 1, 1], .uint8([1, 2]))
    try own.write("train-labels-idx1-int", [2], .int32([3, 999]))
    try own.write("t10k-images-idx3-ubyte", [1, 1, 1], .uint8([3]))
    try own.write("t10k-labels-idx1-int", [1], .int32([500]))
    let set = try own.read("")
    #expect(set.classes == 1000 && set.train.labels == [3, 999])
  }

  @Test func theFolderThatTorchvisionMakes() throws {
    _ = try own.folder.folder("data/MNIST/raw")
    try own.write(
      Self.usualNames[0].map { "data/MNIST/raw/\($0)" }, shape: [1, 2], train: (.uint8([1, 2]), [0]),
      test: (.uint8([3, 4]), [1]))
    for path in ["data", "data/MNIST", "data/MNIST/raw"] { #expect(try own.read(path).classes == 2) }
    #expect(try own.read("data/MNIST/raw").name.title == "MNIST")
  }

  /// A share of full brightness, whatever the type of the numbers.
  @Test func numbersThatAreNoBytes() throws {
    func pixels(_ values: IDXValues) throws -> Pixels {
      try own.write("train-images-idx3-x", [1, 1, 3], values)
      try own.write("train-labels-idx1-ubyte", [1], .uint8([0]))
      try own.write("test-images-idx3-x", [1, 1, 3], values)
      try own.write("test-labels-idx1-ubyte", [1], .uint8([1]))
      return try own.read("").train.pixels
    }
    #expect(try pixels(.float32([0, 0.5, 1])) == .reals([0, 0.5, 1]))
    #expect(try pixels(.float64([-1.5, 0.25, 2.5])) == .reals([-1.5, 0.25, 2.5]))
    #expect(try pixels(.float32([0, 1, 1])) == .reals([0, 1, 1]))
    #expect(try pixels(.float32([0, 7, 255])) == .bytes([0, 7, 255]))
    #expect(try pixels(.int16([0, 7, 255])) == .bytes([0, 7, 255]))
    #expect(try pixels(.int16([-32767, 0, 256])) == .reals([-1, 0, Real(256.0 / 32767)]))
    #expect(try pixels(.int32([1, 2, 3])) == .bytes([1, 2, 3]))
    #expect(throws: DataError.self) { try pixels(.int32([1, 2, 256])) }
  }

  @Test func arraysAsKerasWritesThem() throws {
    try own.zip("flowers.npz", OwnFolder.keras)
    let set = try own.read("flowers.npz")
    #expect(set.name.title == "flowers")
    #expect(set.shape == ImageShape(channels: 1, height: 2, width: 2) && set.classes == 3)
    #expect(set.train.pixels == .bytes(Array(0..<8)) && set.train.labels == [0, 2])
    #expect(set.test.pixels == .bytes(Array(8..<12)) && set.test.labels == [1])
  }

  @Test func arraysAsMedMNISTWritesThem() throws {
    let images = OwnFolder.npy("|u1", [2, 1, 2, 3], Array(0..<12))
    let labels = OwnFolder.npy("|u1", [2, 1], [1, 0])
    try own.zip(
      "pathmnist.npz",
      ["train", "val", "test"].flatMap { [("\($0)_images.npy", images), ("\($0)_labels.npy", labels)] })
    let set = try own.read("pathmnist.npz")
    #expect(set.shape == ImageShape(channels: 3, height: 1, width: 2))
    #expect(set.train.pixels == .bytes([0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11]))
    #expect(set.train.labels == [1, 0])
  }

  static let types: [(type: String, bytes: [UInt8], numbers: [Real])] = [
    ("<f2", OwnFolder.bytes([0x3C00, 0x3800, 0xC000, 0] as [UInt16]), [1, 0.5, -2, 0]),
    ("<f4", OwnFolder.bytes([1, 0.5, -2, 0].map { Float($0).bitPattern }), [1, 0.5, -2, 0]),
    (">f4", OwnFolder.bytes([1, 0.5, -2, 0].map { Float($0).bitPattern.byteSwapped }), [1, 0.5, -2, 0]),
    ("<f8", OwnFolder.bytes([1, 0.5, -2, 0].map { $0.bitPattern } as [UInt64]), [1, 0.5, -2, 0]),
    ("|b1", [0, 1, 1, 0], [0, 1, 1, 0]),
    (
      "<u2", OwnFolder.bytes([0, 65535, 256, 1] as [UInt16]), [0, 1, Real(256.0 / 65535), Real(1.0 / 65535)]
    ),
    ("|i1", [0, 127, 129, 0], [0, 1, -1, 0]),
  ]

  @Test(arguments: types.indices) func kindsOfNumbers(index: Int) throws {
    let (type, bytes, numbers) = Self.types[index]
    let array = OwnFolder.npy(type, [1, 2, 2], bytes)
    try own.zip(
      "set.npz",
      [
        ("x_train.npy", array), ("y_train.npy", OwnFolder.npy("|u1", [1], [0])), ("x_test.npy", array),
        ("y_test.npy", OwnFolder.npy("|u1", [1], [1])),
      ])
    #expect(try own.read("set.npz").train.pixels == .reals(numbers))
  }

  /// CIFAR-100's records have a coarse label and a fine one.
  @Test func CIFAR100() throws {
    func records(_ labels: [(UInt8, UInt8)]) -> [UInt8] {
      labels.flatMap { [$0, $1] + [UInt8](repeating: $1, count: 3072) }
    }
    _ = try own.folder.folder("cifar-100-binary")
    try own.folder.write(records([(4, 30), (19, 99)]), to: "cifar-100-binary/train.bin")
    try own.folder.write(records([(0, 1)]), to: "cifar-100-binary/test.bin")
    let set = try own.read("cifar-100-binary")
    #expect(set.train.labels == [30, 99] && set.test.labels == [1] && set.classes == 100)
    #expect(set.train.pixels[3071] == 30 && set.train.pixels[3072] == 99)
    for (coarse, labels) in [(true, [4, 19] as [Int32]), (false, [30, 99])] {
      let files = CIFARFiles(
        .hundred(coarse: coarse, counts: (2, 1)), folder: own.folder["cifar-100-binary"])
      let known = try DatasetCopy(files: files).read(as: coarse ? .cifar100Coarse : .cifar100)
      #expect(known.train.labels == labels && known.classes == (coarse ? 20 : 100))
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["tar", "czf", own.folder["own.tar.gz"], "-C", own.folder.path, "cifar-100-binary"]
    try process.run()
    process.waitUntilExit()
    #expect(try own.read("own.tar.gz").train == set.train)
    // By its name, in the folder that the archive unpacks to; it has not the published size.
    let search = DataSearch(places: [SearchPlace(path: own.folder.path, reason: .explicit)])
    let error = #expect(throws: DataError.self) { try search.load(.cifar100, key: .init(seed: 0)) }
    #expect(error?.description.hasSuffix("expected 153700000 bytes in train.bin, found 6148") == true)
  }

  /// The same files are the same set wherever they lie, and others another.
  @Test func theNameSaysWhatTheFilesHold() throws {
    try own.zip("a.npz", OwnFolder.keras)
    let name = try DatasetName(own.folder["a.npz"])
    let mark = try DataSums([own.read("a.npz").sources[0]]).mark
    #expect(name.rawValue == "a:1x2x2:3:\(mark)")
    #expect(name.shape == ImageShape(channels: 1, height: 2, width: 2) && name.classes == 3)
    #expect(DatasetName(rawValue: name.rawValue)?.shape == name.shape)
    let coded = try JSONEncoder().encode([name])
    #expect(String(decoding: coded, as: UTF8.self) == "[\"\(name.rawValue)\"]")
    #expect(try JSONDecoder().decode([DatasetName].self, from: coded) == [name])
    let place = try own.folder.folder("elsewhere")
    try FileManager.default.copyItem(atPath: own.folder["a.npz"], toPath: place + "/a.npz")
    #expect(try DatasetName(place + "/a.npz") == name)
    try own.zip("elsewhere/a.npz", OwnFolder.keras("x_test", OwnFolder.npy("|u1", [1, 2, 2], [1, 2, 3, 4])))
    #expect(try DatasetName(place + "/a.npz") != name)
    for text in [
      "a", "a:1x2x2:3", "a:1x2:3:\(mark)", "a:1x2x2:0:\(mark)", "a:1x2x2:3:1234567", "a:01x2x2:3:\(mark)",
    ] {
      #expect(DatasetName(rawValue: text) == nil, "\(text)")
    }
  }

  /// A store names a set whose files another process read: they are sought under its name.
  @Test func aNameWithoutAPathIsSought() throws {
    let name = DatasetName(rawValue: "nowhere:1x2x2:3:01234567")
    let search = DataSearch(places: [SearchPlace(path: own.folder.path, reason: .environment)])
    let missing = #expect(throws: DataError.self) { try search.load(#require(name), key: .init(seed: 0)) }
    #expect(
      missing?.description
        == "no nowhere data: looked at \(own.folder.path) (KINDLING_DATA); give the path of its files")
    try own.zip("nowhere.npz", OwnFolder.keras)
    let other = #expect(throws: DataError.self) { try search.load(#require(name), key: .init(seed: 0)) }
    #expect(
      other?.description.contains("expected the set nowhere:1x2x2:3:01234567, found nowhere:1x2x2:3:") == true
    )
  }

  @Test func aChangedFileIsNotTakenForTheSameSet() throws {
    try own.zip("a.npz", OwnFolder.keras)
    let name = try DatasetName(own.folder["a.npz"])
    try own.zip("a.npz", OwnFolder.keras("x_test", OwnFolder.npy("|u1", [1, 2, 2], [1, 2, 3, 4])))
    #expect(throws: DataError.self) { try DataSearch(places: []).load(name, key: .init(seed: 0)) }
  }
}
