import Autodiff

/// Images and the class of each, in memory as bytes.
public struct LabelledImages: Hashable, Sendable {
  /// The shape of one image.
  public let shape: ImageShape
  /// The number of classes; every label is below it.
  public let classes: Int
  /// All images one after the other, [count, channels, height, width].
  public let pixels: [UInt8]
  /// One class number an image, [count].
  public let labels: [UInt8]

  /// Images with their labels, checked against one another.
  ///
  /// `origin` names the file, for errors. Throws `DataError.countMismatch` and `.labelOutOfRange`.
  public init(
    shape: ImageShape, classes: Int, pixels: [UInt8], labels: [UInt8], origin: String
  ) throws(DataError) {
    precondition(shape.count > 0, "an image without pixels")
    precondition(pixels.count.isMultiple(of: shape.count), "\(pixels.count) bytes are not whole images")
    let images = pixels.count / shape.count
    guard images == labels.count else {
      throw .countMismatch(file: origin, images: images, labels: labels.count)
    }
    if let item = labels.firstIndex(where: { Int($0) >= classes }) {
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
      shape: shape, classes: classes, pixels: Array(pixels.prefix(count * shape.count)),
      labels: Array(labels.prefix(count)))
  }

  private init(shape: ImageShape, classes: Int, pixels: [UInt8], labels: [UInt8]) {
    self.shape = shape
    self.classes = classes
    self.pixels = pixels
    self.labels = labels
  }

  /// Gathers a batch: the images at `indices`, normalised, and their class numbers.
  ///
  /// `images` is [indices.count, shape.count], `labels` [indices.count]; both must have just that size.
  public func fill(
    _ indices: Span<Int32>, images: inout MutableSpan<Real>, labels: inout MutableSpan<Real>,
    normalization: Normalization = .unit
  ) {
    check(indices.count, images.count, labels.count)
    for row in indices.indices {
      fill(row: row, from: Int(indices[row]), &images, &labels, normalization)
    }
  }

  /// Gathers a batch that lies together, as when a whole split is evaluated in its own order.
  ///
  /// `images` is [range.count, shape.count], `labels` [range.count]; both must have just that size.
  public func fill(
    _ range: Range<Int>, images: inout MutableSpan<Real>, labels: inout MutableSpan<Real>,
    normalization: Normalization = .unit
  ) {
    check(range.count, images.count, labels.count)
    for item in range {
      fill(row: item - range.lowerBound, from: item, &images, &labels, normalization)
    }
  }

  private func check(_ count: Int, _ values: Int, _ labels: Int) {
    precondition(values == count * shape.count, "room for \(values) pixels, not \(count) × \(shape.count)")
    precondition(labels == count, "room for \(labels) labels, not \(count)")
  }

  private func fill(
    row: Int, from item: Int, _ images: inout MutableSpan<Real>, _ labels: inout MutableSpan<Real>,
    _ normalization: Normalization
  ) {
    let source = pixels.span.extracting(item * shape.count..<(item + 1) * shape.count)
    normalise(
      source, into: &images, from: row * shape.count, scale: Real(normalization.scale),
      shift: Real(normalization.shift))
    labels[row] = Real(self.labels[item])
  }
}

/// Writes byte · scale + shift for each byte, from `start` on.
///
/// On its own and never inlined, because only so does the compiler see that the two spans do not overlap, and
/// turn the loop into vector instructions: that halves the time of a batch.
@inline(never)
private func normalise(
  _ source: Span<UInt8>, into sink: inout MutableSpan<Real>, from start: Int, scale: Real, shift: Real
) {
  let size = source.count
  precondition(start >= 0 && start + size <= sink.count)
  for k in 0..<size {
    sink[unchecked: start &+ k] = Real(source[unchecked: k]) * scale + shift
  }
}
