import Datasets
import Testing

@Suite struct DatasetTests {
  func images(_ count: Int) throws -> LabelledImages {
    try LabelledImages(
      shape: ImageShape(channels: 1, height: 1, width: 1), classes: 10,
      pixels: .bytes([UInt8](repeating: 3, count: count)), labels: [Int32](repeating: 4, count: count),
      origin: "made")
  }

  static let sizes: [(DatasetName, Int, Int, Bool?)] = [
    (.mnist, 60_000, 10_000, true), (.mnist, 60_000, 9_999, false), (.mnist, 9_990, 10_000, false),
    (.cifar10, 50_000, 10_000, true), (.cifar10, 9_990, 9_980, false), (.synthetic, 50_000, 10_000, nil),
  ]

  @Test(arguments: sizes)
  func saysWhetherItHasThePublishedSize(name: DatasetName, train: Int, test: Int, expected: Bool?) throws {
    let set = try Dataset(name: name, train: images(train), test: images(test), sources: [])
    #expect(set.hasPublishedSize == expected)
    #expect(set.isSynthetic == (name == .synthetic))
    #expect(set.classes == 10)
    #expect(set.shape.count == 1)
  }
}
