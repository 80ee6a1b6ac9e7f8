import Datasets
import Foundation
import TestSupport
import Testing

/// The real sets against what is known of them.
@Suite struct RealSetsTests {
  @Test(.enabled(if: RealSets.has(.fashionMNIST), "no Fashion-MNIST found")) func fashionMNIST() throws {
    let set = try RealSets.search().find(.fashionMNIST).copy.read(as: .fashionMNIST)
    #expect(set.shape == ImageShape(channels: 1, height: 28, width: 28))
    #expect(set.hasPublishedSize == true)
    #expect(set.train.labelCounts == [Int](repeating: 6000, count: 10))
    #expect(set.test.labelCounts == [Int](repeating: 1000, count: 10))
    #expect(set.train.labels.prefix(10) == [9, 0, 0, 3, 0, 2, 7, 2, 5, 5])
    #expect(abs(mean(set.train) - 0.2860) < 1e-4)
  }

  @Test(.enabled(if: RealSets.has(.mnist), "no MNIST found")) func mnist() throws {
    let set = try RealSets.search().find(.mnist).copy.read(as: .mnist)
    #expect(set.shape == ImageShape(channels: 1, height: 28, width: 28))
    #expect(set.hasPublishedSize == true)
    #expect(set.train.labelCounts == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
    #expect(set.test.labelCounts == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
    #expect(set.train.labels.prefix(10) == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
    #expect(abs(mean(set.train) - 0.1307) < 1e-4)
  }

  /// The files of both sets have the same names; their sums tell whose they are.
  @Test(.enabled(if: RealSets.hasOfficial(.mnist), "no MNIST found")) func anotherSetsFilesAreRefused() throws
  {
    let folder = try TemporaryDirectory()
    let copy = try RealSets.search().find(.mnist).copy
    try FileManager.default.createSymbolicLink(
      atPath: folder["fashion-mnist"], withDestinationPath: copy.folder)
    let wrong = try #require(DatasetCopy.find(.fashionMNIST, in: folder.path))
    #expect(
      throws: DataError.malformed(
        file: wrong.paths[0], expected: "a file of Fashion-MNIST",
        found: "one of MNIST, as its SHA-256 says")
    ) { try wrong.read(as: .fashionMNIST) }
  }

  @Test(.enabled(if: RealSets.has(.cifar10), "no CIFAR-10 found")) func cifar10() throws {
    let set = try RealSets.search().find(.cifar10).copy.read(as: .cifar10)
    #expect(set.shape == ImageShape(channels: 3, height: 32, width: 32))
    if set.hasPublishedSize == true {
      #expect(set.train.labelCounts == [Int](repeating: 5000, count: 10))
      #expect(set.test.labelCounts == [Int](repeating: 1000, count: 10))
    } else {
      // The reconstruction: the first published batch and the test set, less the images found only as JPEG.
      try #require(set.train.count == 9990)
      #expect(set.train.labelCounts == [1005, 974, 1032, 1016, 999, 937, 1030, 1001, 1015, 981])
      #expect(set.test.labelCounts == [1000, 1000, 1000, 1000, 1000, 1000, 1000, 999, 981, 1000])
    }
    #expect(set.train.labels.prefix(10) == [6, 9, 9, 4, 1, 1, 2, 7, 8, 3])
    #expect(abs(mean(set.train) - 0.4734) < 5e-3)
  }

  /// The mean of all pixels, on the scale from 0 to 1.
  func mean(_ images: LabelledImages) -> Double {
    (0..<images.pixels.count).reduce(0) { $0 + images.pixels[$1] } / Double(images.pixels.count) / 255
  }
}
