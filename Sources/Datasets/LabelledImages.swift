import Numbers

/// Images and the class of each, in memory as their files have them.
public struct LabelledImages: Hashable, Sendable {
  /// The shape of one image.
  public let shape: ImageShape
  /// The number of classes; every label is below it.
  public let classes: Int
  /// All images one after the other, [count, channels, height, width].
  public let pixels: Pixels
  /// One class number an image, [count].
  public let labels: [Int32]

  /// Images with their labels, checked against one another.
  ///
  /// `origin` names the file, for errors. Throws `DataError.countMismatch` and `.labelOutOfRange`.
  public init(
    shape: ImageShape, classes: Int, pixels: Pixels, labels: [Int32], origin: String
  ) throws(DataError) {
    precondition(shape.count > 0, "an image without pixels")
    precondition(pixels.count.isMultiple(of: shape.count), "\(pixels.count) numbers are not whole images")
    let images = pixels.count / shape.count
    guard images == labels.count else {
      throw .countMismatch(file: origin, images: images, labels: labels.count)
    }
    if let item = labels.firstIndex(where: { $0 < 0 || Int($0) >= classes }) {
      throw .labelOutOfRange(file: origin, item: item, label: Int(labels[item]), classes: classes)
    }
    self.shape = shape
    self.classes = classes
    self.pixels = pixels
    self.labels = labels
  }

  /// The number of images.
  public var count: Int { labels.count }

  /// How many images each class has, [classes].
  public var labelCounts: [Int] {
    labels.reduce(into: [Int](repeating: 0, count: classes)) { $0[Int($1)] += 1 }
  }

  /// The first images, fewer if there are not so many.
  public func prefix(_ limit: Int) -> LabelledImages {
    let count = Swift.min(limit, count)
    return LabelledImages(
      shape: shape, classes: classes, pixels: pixels[0..<count * shape.count],
      labels: Array(labels.prefix(count)))
  }

  private init(shape: ImageShape, classes: Int, pixels: Pixels, labels: [Int32]) {
    self.shape = shape
    self.classes = classes
    self.pixels = pixels
    self.labels = labels
  }

  /// Writes the numbers of one image, normalised, into as many places.
  public func fill(
    _ numbers: inout MutableSpan<Real>, with item: Int, normalization: Normalization = .unit
  ) {
    precondition(numbers.count == shape.count, "room for \(numbers.count) pixels, not \(shape.count)")
    let first = item * shape.count
    let shift = Real(normalization.shift)
    switch pixels {
    case .bytes(let bytes):
      let scale = Real(normalization.scale)
      for i in numbers.indices { numbers[i] = Real(bytes[first + i]) * scale + shift }
    case .reals(let reals):
      let scale = Real(normalization.realScale)
      for i in numbers.indices { numbers[i] = reals[first + i] * scale + shift }
    }
  }
}
