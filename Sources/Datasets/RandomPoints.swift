import Randomness

/// Points of a plane in two classes without any rule: a set that can only be memorised.
public enum RandomPoints {
  /// Points of a grid of 256 × 256, one "image" of two pixels each, in two classes; the test set is the training set.
  ///
  /// - Throws: `DataError` never, since every label is a class.
  public static func dataset(count: Int, key: RandomKey) throws(DataError) -> Dataset {
    var stream = key.stream()
    let pixels = (0..<2 * count).map { _ in UInt8(stream.next(below: 256)) }
    let labels = (0..<count).map { _ in Int32(stream.next(below: 2)) }
    let points = try LabelledImages(
      shape: ImageShape(channels: 1, height: 1, width: 2), classes: 2, pixels: .bytes(pixels), labels: labels,
      origin: "random points")
    return Dataset(name: .synthetic, train: points, test: points, sources: [])
  }
}

extension Dataset {
  /// The set with a share of its training labels drawn anew, each class as likely as the others.
  ///
  /// - Throws: `DataError` never, since every label is a class.
  public func corruptingLabels(share: Double, key: RandomKey) throws(DataError) -> Dataset {
    if share == 0 { return self }
    var stream = key.stream()
    let labels = train.labels.map { label in
      let (isCorrupted, other) = (stream.nextUnit() < share, Int32(stream.next(below: classes)))
      return isCorrupted ? other : label
    }
    let train = try LabelledImages(
      shape: train.shape, classes: classes, pixels: train.pixels, labels: labels, origin: "corrupted labels")
    return Dataset(name: name, train: train, test: test, sources: sources)
  }
}
