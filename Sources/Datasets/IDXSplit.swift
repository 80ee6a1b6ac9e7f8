/// One split of a set as a pair of IDX files: images of rank 3 or 4, labels of rank 1, both unsigned bytes.
enum IDXSplit {
  /// Reads both files, once their heads fit each other and the set's name; throws `DataError`.
  static func read(
    images imagePath: String, labels labelPath: String, of name: DatasetName
  ) throws(DataError) -> (LabelledImages, [SourceFile]) {
    var files = try Opened(images: imagePath, labels: labelPath, of: name)
    // The small file first: if it is wrong, the large one need not be read.
    let labels = try files.labelHeader.payload(from: &files.labels)
    let pixels = try files.imageHeader.payload(from: &files.images)
    let split = try LabelledImages(
      shape: name.shape, classes: name.classes, pixels: pixels, labels: labels, origin: labelPath)
    return (split, [try files.images.finish(), try files.labels.finish()])
  }

  /// Sees by the heads of both files that they can be read, without unpacking them; throws `DataError`.
  static func check(
    images imagePath: String, labels labelPath: String, of name: DatasetName
  ) throws(DataError) {
    _ = try Opened(images: imagePath, labels: labelPath, of: name)
  }

  /// Both files with their heads behind them, which fit.
  private struct Opened: ~Copyable {
    var images, labels: ByteReader
    let imageHeader, labelHeader: IDXHeader

    init(
      images imagePath: String, labels labelPath: String, of name: DatasetName
    ) throws(DataError) {
      var labels = try ByteReader(path: labelPath)
      let labelHeader = try IDXHeader(from: &labels)
      var images = try ByteReader(path: imagePath)
      let imageHeader = try IDXHeader(from: &images)
      try IDXSplit.check(imageHeader, imagePath, labelHeader, labelPath, of: name)
      // Both, before either is unpacked: labels may go on without end beside images that promise as many.
      try labelHeader.checkSize(&labels)
      try imageHeader.checkSize(&images)
      (self.imageHeader, self.labelHeader) = (imageHeader, labelHeader)
      self.images = images
      self.labels = labels
    }
  }

  private static func check(
    _ images: IDXHeader, _ imagePath: String, _ labels: IDXHeader, _ labelPath: String,
    of name: DatasetName
  ) throws(DataError) {
    guard labels.extents.count == 1, labels.element == .uint8 else {
      throw .malformed(
        file: labelPath, expected: "labels: unsigned bytes of rank 1", found: labels.kind)
    }
    guard (3...4).contains(images.extents.count), images.element == .uint8 else {
      throw .malformed(
        file: imagePath, expected: "images: unsigned bytes of rank 3 or 4", found: images.kind)
    }
    // What the name promises is what networks are built for; the file's own extents are only compared with it.
    let shape = (images.extents.count == 3 ? [1] : []) + images.extents.dropFirst()
    guard shape == name.shape.extents else {
      throw .malformed(
        file: imagePath, expected: "images of \(name.shape), as \(name.title) has",
        found: "images of \(shape.map(String.init).joined(separator: "×"))")
    }
    guard images.extents[0] == labels.extents[0] else {
      throw .countMismatch(file: labelPath, images: images.extents[0], labels: labels.extents[0])
    }
    guard labels.extents[0] > 0 else {
      throw .malformed(file: labelPath, expected: "at least one label, of one image", found: "none")
    }
  }
}
