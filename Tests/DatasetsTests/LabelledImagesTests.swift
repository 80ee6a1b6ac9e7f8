import Datasets
import Numbers
import Testing

@Suite struct LabelledImagesTests {
  let shape = ImageShape(channels: 2, height: 3, width: 5)
  let images: LabelledImages

  init() throws {
    images = try LabelledImages(
      shape: shape, classes: 10, pixels: .bytes((0..<30 * 40).map { UInt8(truncatingIfNeeded: $0 &* 7) }),
      labels: (0..<40).map { Int32($0 % 7) }, origin: "made")
  }

  @Test(arguments: [Normalization.unit, Normalization(scale: 2 / 255, shift: -1)], [0, 21, 39])
  func normalisesAnImage(normalization: Normalization, item: Int) {
    var numbers = [Real](repeating: -9, count: 30)
    var span = numbers.mutableSpan
    images.fill(&span, with: item, normalization: normalization)
    #expect(
      numbers
        == (item * 30..<(item + 1) * 30).map {
          Real(UInt8(truncatingIfNeeded: $0 &* 7)) * Real(normalization.scale) + Real(normalization.shift)
        })
  }

  @Test func unitEndsAtExactlyOne() throws {
    let images = try LabelledImages(
      shape: ImageShape(channels: 1, height: 1, width: 256), classes: 1, pixels: .bytes(Array(0...255)),
      labels: [0],
      origin: "made")
    var pixels = [Real](repeating: 0, count: 256)
    var span = pixels.mutableSpan
    images.fill(&span, with: 0)
    #expect(pixels.first == 0)
    #expect(pixels.last == 1)
    for (byte, value) in pixels.enumerated() {
      #expect(abs(value - Real(byte) / 255) <= value.ulp)
    }
  }

  @Test func countsMustAgree() {
    #expect(throws: DataError.countMismatch(file: "f", images: 2, labels: 3)) {
      try LabelledImages(
        shape: ImageShape(channels: 1, height: 1, width: 2), classes: 3, pixels: .bytes([1, 2, 3, 4]),
        labels: [0, 1, 2], origin: "f")
    }
  }

  @Test func labelsMustBeBelowTheClasses() {
    #expect(throws: DataError.labelOutOfRange(file: "f", item: 1, label: 3, classes: 3)) {
      try LabelledImages(
        shape: ImageShape(channels: 1, height: 1, width: 1), classes: 3, pixels: .bytes([1, 2, 3]),
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
    #expect(few.pixels == .bytes((0..<90).map { UInt8(truncatingIfNeeded: $0 &* 7) }))
    #expect(images.prefix(1000) == images)
  }
}
