/// One split of a set as a pair of IDX files: images of rank 3 or 4, labels of rank 1, both unsigned bytes.
enum IDXSplit {
  /// Reads both files and checks them against one another; throws `DataError`.
  static func read(
    images imagePath: String, labels labelPath: String, of name: DatasetName
  ) throws(DataError) -> (LabelledImages, [SourceFile]) {
    // The small file first: if it is wrong, the large one need not be read.
    let (labels, labelSource) = try IDXArray.read(labelPath)
    guard labels.extents.count == 1, case .uint8(let classes) = labels.values else {
      throw .malformed(file: labelPath, expected: "labels: unsigned bytes of rank 1", found: kind(labels))
    }
    let (images, imageSource) = try IDXArray.read(imagePath)
    guard (3...4).contains(images.extents.count), case .uint8(let pixels) = images.values else {
      throw .malformed(
        file: imagePath, expected: "images: unsigned bytes of rank 3 or 4", found: kind(images))
    }
    let sizes = images.extents.suffix(2)
    let shape = ImageShape(
      channels: images.extents.count == 4 ? images.extents[1] : 1, height: sizes[sizes.startIndex],
      width: sizes[sizes.startIndex + 1])
    guard shape.count > 0 else {
      throw .malformed(file: imagePath, expected: "images with pixels", found: "images of \(shape)")
    }
    // Counted from the header, because images are checked in pixels below.
    guard images.extents[0] == classes.count else {
      throw .countMismatch(file: labelPath, images: images.extents[0], labels: classes.count)
    }
    let split = try LabelledImages(
      shape: shape, classes: name.classes, pixels: pixels, labels: classes, origin: labelPath)
    return (split, [imageSource, labelSource])
  }

  private static func kind(_ array: IDXArray) -> String {
    "\(array.values.element) of rank \(array.extents.count)"
  }
}
