/// A data set in memory: images to train on, images to test on, and where they came from.
public struct Dataset: Hashable, Sendable {
  /// Which set this is.
  public let name: DatasetName
  /// The images to train on.
  public let train: LabelledImages
  /// The images to test on, of the same shape and classes.
  public let test: LabelledImages
  /// The files that were read; empty for a synthetic set.
  public let sources: [SourceFile]

  /// A set from its two splits, which must agree in shape and classes.
  public init(name: DatasetName, train: LabelledImages, test: LabelledImages, sources: [SourceFile]) {
    precondition(train.classes == test.classes, "\(train.classes) classes, but \(test.classes) to test")
    precondition(train.shape == test.shape, "images of \(train.shape), but of \(test.shape) to test")
    self.name = name
    self.train = train
    self.test = test
    self.sources = sources
  }

  /// Whether the images were made by a program rather than taken from the world.
  public var isSynthetic: Bool { name.recipe != nil }
  /// The shape of one image.
  public var shape: ImageShape { train.shape }
  /// The number of classes.
  public var classes: Int { train.classes }
  /// Whether both splits have as many images as the published set; nil for a synthetic set.
  public var hasPublishedSize: Bool? {
    name.publishedCounts.map { $0.train == train.count && $0.test == test.count }
  }
}
