import Autodiff
import Datasets
import Testing

@Suite struct LabelledImagesTests {
  let shape = ImageShape(channels: 2, height: 3, width: 5)
  let images: LabelledImages

  init() throws {
    images = try LabelledImages(
      shape: shape, classes: 10, pixels: (0..<30 * 40).map { UInt8(truncatingIfNeeded: $0 &* 7) },
      labels: (0..<40).map { UInt8($0 % 7) }, origin: "made")
  }

  /// What the test knows of a batch: the same, number by number.
  func expected(_ items: [Int], _ normalization: Normalization) -> (images: [Real], labels: [Real]) {
    (
      items.flatMap { item in
        images.pixels[item * 30..<(item + 1) * 30].map {
          Real($0) * Real(normalization.scale) + Real(normalization.shift)
        }
      },
      items.map { Real(images.labels[$0]) }
    )
  }

  @Test(arguments: [Normalization.unit, Normalization(scale: 2 / 255, shift: -1)])
  func gathersAndNormalises(normalization: Normalization) {
    let order: [Int32] = [39, 0, 7, 7, 21]
    var pixels = [Real](repeating: -9, count: 5 * 30), labels = [Real](repeating: -9, count: 5)
    var pixelSpan = pixels.mutableSpan, labelSpan = labels.mutableSpan
    images.fill(order.span, images: &pixelSpan, labels: &labelSpan, normalization: normalization)
    let expected = expected(order.map { Int($0) }, normalization)
    #expect(pixels == expected.images)
    #expect(labels == expected.labels)
  }

  @Test func rangeIsTheSameAsItsIndices() {
    var pixels = [Real](repeating: -9, count: 4 * 30), labels = [Real](repeating: -9, count: 4)
    var pixelSpan = pixels.mutableSpan, labelSpan = labels.mutableSpan
    images.fill(11..<15, images: &pixelSpan, labels: &labelSpan)
    let expected = expected([11, 12, 13, 14], .unit)
    #expect(pixels == expected.images)
    #expect(labels == expected.labels)
  }

  @Test func unitEndsAtExactlyOne() throws {
    let images = try LabelledImages(
      shape: ImageShape(channels: 1, height: 1, width: 256), classes: 1, pixels: Array(0...255), labels: [0],
      origin: "made")
    var pixels = [Real](repeating: 0, count: 256), labels: [Real] = [1]
    var pixelSpan = pixels.mutableSpan, labelSpan = labels.mutableSpan
    images.fill(0..<1, images: &pixelSpan, labels: &labelSpan)
    #expect(pixels.first == 0)
    #expect(pixels.last == 1)
    for (byte, value) in pixels.enumerated() {
      #expect(abs(value - Real(byte) / 255) <= value.ulp)
    }
  }

  @Test func emptyBatch() {
    var pixels: [Real] = [], labels: [Real] = []
    var pixelSpan = pixels.mutableSpan, labelSpan = labels.mutableSpan
    images.fill(3..<3, images: &pixelSpan, labels: &labelSpan)
    #expect(pixels.isEmpty)
  }

  @Test func countsMustAgree() {
    #expect(throws: DataError.countMismatch(file: "f", images: 2, labels: 3)) {
      try LabelledImages(
        shape: ImageShape(channels: 1, height: 1, width: 2), classes: 3, pixels: [1, 2, 3, 4],
        labels: [0, 1, 2], origin: "f")
    }
  }

  @Test func labelsMustBeBelowTheClasses() {
    #expect(throws: DataError.labelOutOfRange(file: "f", item: 1, label: 3, classes: 3)) {
      try LabelledImages(
        shape: ImageShape(channels: 1, height: 1, width: 1), classes: 3, pixels: [1, 2, 3],
        labels: [2, 3, 9], origin: "f")
    }
  }

  @Test func countsOfClasses() {
    #expect(images.count == 40)
    #expect(images.labelCounts == [6, 6, 6, 6, 6, 5, 5, 0, 0, 0])
  }

  @Test func prefixKeepsTheFirst() {
    let few = images.prefix(3)
    #expect(few.labels == [0, 1, 2])
    #expect(few.pixels == Array(images.pixels.prefix(90)))
    #expect(images.prefix(1000) == images)
  }
}
