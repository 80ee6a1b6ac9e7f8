import Datasets
import Randomness
import Testing

/// Noise in the place of images has each pixel's own law, as far as bytes can have it.
@Suite struct PixelNoiseTests {
  /// 4,000 images of three pixels: one always 0, one 100 or 140, one 0 or 255 with a mean of 51.
  private let set: Dataset

  init() throws {
    let shape = ImageShape(channels: 1, height: 1, width: 3)
    let pixels = (0..<4000).flatMap { [0, $0 % 2 == 0 ? 100 : 140, $0 % 5 == 0 ? 255 : 0] as [UInt8] }
    let images = try LabelledImages(
      shape: shape, classes: 10, pixels: .bytes(pixels), labels: (0..<4000).map { Int32($0 % 10) },
      origin: "made")
    set = Dataset(name: .synthetic, train: images, test: images.prefix(100), sources: [])
  }

  @Test func lawsOfPixels() {
    let laws = set.train.pixelLaws
    #expect(laws.map(\.mean) == [0, 120, 51])
    #expect(laws[0].deviation == 0)
    #expect(abs(laws[1].deviation - 20) < 1e-9)
    #expect(abs(laws[2].deviation - 102) < 1e-9)
  }

  @Test func noiseHasThePixelsLaws() throws {
    let noisy = try set.corruptingImages(share: 1, key: RandomKey(seed: 5))
    #expect(noisy.train.labels == set.train.labels)
    #expect(noisy.test == set.test)
    let laws = noisy.train.pixelLaws
    #expect(laws[0].mean == 0 && laws[0].deviation == 0)
    // Within four standard errors, 20 / √4000 and 20 / √8000.
    #expect(abs(laws[1].mean - 120) < 1.3)
    #expect(abs(laws[1].deviation - 20) < 0.9)
    // N(51, 102²) cut off at 0 and 255 has the mean 70.31 and the deviation 73.34: by integration over the
    // normal density in Python, which 10⁶ draws of its own agree with (70.24 and 73.31).
    #expect(abs(laws[2].mean - 70.31) < 4.6)
    #expect(abs(laws[2].deviation - 73.34) < 3.3)
    // No image is left: there were two values.
    #expect(Set(stride(from: 1, to: 12_000, by: 3).map { noisy.train.pixels[$0] }).count > 100)
  }

  @Test func aShareOfTheImagesIsReplacedAndTheSameOnesLaterToo() throws {
    let key = RandomKey(seed: 5)
    let (some, more) = (
      try set.corruptingImages(share: 0.3, key: key), try set.corruptingImages(share: 0.6, key: key)
    )
    func isNew(_ other: Dataset, _ item: Int) -> Bool {
      (3 * item..<3 * item + 3).contains { other.train.pixels[$0] != set.train.pixels[$0] }
    }
    let (few, many) = ((0..<4000).filter { isNew(some, $0) }, (0..<4000).filter { isNew(more, $0) })
    // Four standard errors of a share of 4,000; noise is like the image that it replaces once in a hundred
    // times.
    #expect(abs(Double(few.count) / 4000 - 0.3) < 0.035)
    #expect(abs(Double(many.count) / 4000 - 0.6) < 0.035)
    #expect(Set(few).isSubset(of: many))
    for item in few { #expect(some.train.pixels[3 * item + 1] == more.train.pixels[3 * item + 1]) }
    #expect(try set.corruptingImages(share: 0, key: key) == set)
    #expect(try set.corruptingImages(share: 0.3, key: key) == some)
    #expect(try set.corruptingImages(share: 0.3, key: RandomKey(seed: 6)) != some)
  }
}
