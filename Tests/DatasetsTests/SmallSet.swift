import Datasets
import TestSupport

/// A tiny set in four IDX files, each of which a test may spoil.
struct SmallSet {
  var trainImages, trainLabels, testImages, testLabels: IDXArray

  /// Three images to train on and two to test on, in the shape of a set.
  init(_ set: DatasetName = .mnist) {
    func images(_ count: Int, from first: Int) -> IDXArray {
      let extents = [count] + set.shape.extents.drop { $0 == 1 }
      let pixels = (0..<count * set.shape.count).map { UInt8(truncatingIfNeeded: first + $0) }
      return IDXArray(extents: extents, values: .uint8(pixels))
    }
    trainImages = images(3, from: 0)
    trainLabels = IDXArray(extents: [3], values: .uint8([0, 1, 9]))
    testImages = images(2, from: 100)
    testLabels = IDXArray(extents: [2], values: .uint8([2, 3]))
  }

  /// The names of the four files, in the order of the properties, without `.gz`.
  static func names(_ set: DatasetName) -> [String] {
    let start = set == .cifar10 ? "cifar10-" : "", rank = set == .cifar10 ? 4 : 3
    return ["train", "t10k"].flatMap {
      ["\(start)\($0)-images-idx\(rank)-ubyte", "\(start)\($0)-labels-idx1-ubyte"]
    }
  }

  /// Writes the four files into a folder.
  func write(_ set: DatasetName, to folder: String, suffix: String = ".gz") throws {
    for (array, name) in zip([trainImages, trainLabels, testImages, testLabels], Self.names(set)) {
      try array.write(to: folder + "/" + name + suffix)
    }
  }
}

extension IDXValues {
  /// The numbers as pixels, where they are bytes.
  var pixels: Pixels? { if case .uint8(let bytes) = self { .bytes(bytes) } else { nil } }
}
