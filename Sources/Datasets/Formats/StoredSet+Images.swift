import Numbers

/// Images and labels of both splits, checked against one another.
extension StoredSet {
  /// Labels beyond it are taken for a mistake.
  private static let mostClasses = 65_536

  /// The splits as images of a set that is known; throws `DataError` where they are none of its.
  func splits(of set: KnownSet) throws(DataError) -> (train: LabelledImages, test: LabelledImages) {
    try splits(of: set.classes, labels: labels(), first: set.firstLabel)
  }

  /// The splits as images of any shape, of as many classes as the greatest label says; throws `DataError`.
  func splits() throws(DataError) -> (train: LabelledImages, test: LabelledImages) {
    let labels = try labels()
    let greatest = max(labels.train.max() ?? 0, labels.test.max() ?? 0)
    guard greatest < Double(Self.mostClasses) else {
      throw .malformed(
        file: train.labels.file, expected: "labels below \(Self.mostClasses)", found: greatest.shownLabel)
    }
    return try splits(of: Int(greatest) + 1, labels: labels, first: 0)
  }

  private func labels() throws(DataError) -> (train: [Double], test: [Double]) {
    (try train.labels.wholeLabels(), try test.labels.wholeLabels())
  }

  private func splits(
    of classes: Int, labels: (train: [Double], test: [Double]), first: Int
  ) throws(DataError) -> (train: LabelledImages, test: LabelledImages) {
    let layout = try train.layout(order)
    let other = try test.layout(order)
    guard other.shape == layout.shape else {
      throw .malformed(
        file: test.images.file, expected: "images of \(layout.shape), as to train on",
        found: "images of \(other.shape)")
    }
    let asBytes = try Self.areBytes(train.images, test.images)
    func images(
      _ split: StoredSplit, _ layout: ImageLayout, _ labels: [Double]
    ) throws(DataError) -> LabelledImages {
      try LabelledImages(
        shape: layout.shape, classes: classes, pixels: split.images.pixels(layout, asBytes: asBytes),
        labels: labels.map { Int32(clamping: Int($0) - first) }, origin: split.labels.file)
    }
    return (try images(train, layout, labels.train), try images(test, other, labels.test))
  }

  /// Whether the pixels of both splits are whole numbers from 0 to 255, whatever their type.
  ///
  /// Real numbers of which none is above 1 are shares of full brightness, though they were all whole.
  private static func areBytes(_ train: StoredArray, _ test: StoredArray) throws(DataError) -> Bool {
    guard train.element == test.element else {
      throw .malformed(
        file: test.file, expected: "\(train.element), as to train on", found: "\(test.element)")
    }
    if train.element == .byte { return true }
    if train.element.kind == .flag { return false }
    var (areBytes, greatest) = (true, 0.0)
    for images in [train, test] {
      for place in 0..<images.count {
        let number = images[place]
        guard number.isFinite else {
          let item = place / (images.count / images.extents[0])
          throw .malformed(file: images.file, expected: "finite numbers", found: "\(number) in image \(item)")
        }
        if !(0...Pixels.brightest).contains(number) || number.rounded() != number { areBytes = false }
        greatest = max(greatest, number)
      }
    }
    if train.element.kind == .floating { return areBytes && greatest > 1 }
    guard areBytes || train.element.byteCount <= 2 else {
      throw .malformed(
        file: train.file, expected: "\(train.element) from 0 to 255, or images of 16 bits or real numbers",
        found: "others")
    }
    return areBytes
  }
}

extension StoredSplit {
  fileprivate func layout(_ order: ChannelOrder) throws(DataError) -> ImageLayout {
    guard let layout = ImageLayout(images.extents, order: order) else {
      throw .malformed(
        file: images.file, expected: "images: an array of 2 to 4 extents, none of them 0",
        found: "\(images.extents)")
    }
    return layout
  }
}

extension StoredArray {
  /// The numbers as pixels; whole ones that are no bytes become shares of the greatest of their type.
  fileprivate func pixels(_ layout: ImageLayout, asBytes: Bool) -> Pixels {
    if element == .byte { return .bytes(layout.channelsFirst(bytes)) }
    if asBytes { return .bytes(layout.channelsFirst((0..<count).map { UInt8(self[$0]) })) }
    let greatest: Double =
      switch element.kind {
      case .flag, .floating: 1
      case .unsigned: Double((UInt64(1) << (8 * element.byteCount)) - 1)
      case .signed: Double((UInt64(1) << (8 * element.byteCount - 1)) - 1)
      }
    return .reals(layout.channelsFirst((0..<count).map { Real(self[$0] / greatest) }))
  }

  /// The number of labels that each image has.
  private var columns: Int { extents.count == 2 ? extents[1] : 1 }

  /// The label of each image, none of which may be negative or broken.
  fileprivate func wholeLabels() throws(DataError) -> [Double] {
    let labels = (0..<extents[0]).map { self[$0 * columns] }
    for (item, label) in labels.enumerated() {
      guard label >= 0, label.rounded() == label else {
        throw .malformed(
          file: file, expected: "whole labels from 0 on", found: "\(label.shownLabel) at item \(item)")
      }
    }
    return labels
  }
}

extension Double {
  fileprivate var shownLabel: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}
