/// A set as four IDX files: images and labels, to train on and to test on.
struct IDXFiles: SetFiles {
  /// The images to train on.
  let trainImages: DataFile
  /// The labels to train on.
  let trainLabels: DataFile
  /// The images to test on.
  let testImages: DataFile
  /// The labels to test on.
  let testLabels: DataFile

  /// What is on the disk: four files, or the archive that holds them.
  var paths: [String] {
    [trainImages, trainLabels, testImages, testLabels].map(\.path).reduce(into: []) { paths, path in
      if paths.last != path { paths.append(path) }
    }
  }

  /// Sees by the heads of the files that they can be read, without unpacking them; throws `DataError`.
  func check(as set: DatasetName?) throws(DataError) {
    _ = try OpenedPair(images: trainImages, labels: trainLabels, of: set)
    _ = try OpenedPair(images: testImages, labels: testLabels, of: set)
  }

  /// Reads all four files; throws `DataError`.
  func stored(as set: DatasetName?) throws(DataError) -> StoredSet {
    let train = try OpenedPair(images: trainImages, labels: trainLabels, of: set).read()
    let test = try OpenedPair(images: testImages, labels: testLabels, of: set).read()
    var sources = train.sources + test.sources
    if case .member(_, let archive) = trainImages { sources = [try SourceFile(path: archive)] }
    return StoredSet(train: train.split, test: test.split, sources: sources)
  }
}

/// The images and the labels of a split, opened, with heads that fit each other and the set's name.
private struct OpenedPair: ~Copyable {
  private var images, labels: ByteReader
  private let imageHeader, labelHeader: IDXHeader

  init(images imageFile: DataFile, labels labelFile: DataFile, of set: DatasetName?) throws(DataError) {
    var labels = try labelFile.open()
    let labelHeader = try IDXHeader(from: &labels)
    var images = try imageFile.open()
    let imageHeader = try IDXHeader(from: &images)
    if let set {
      try Self.check(imageHeader, imageFile.label, labelHeader, labelFile.label, of: set)
    } else {
      try Self.check(imageHeader, imageFile.label, labelHeader, labelFile.label)
    }
    guard imageHeader.extents[0] == labelHeader.extents[0] else {
      throw .countMismatch(
        file: labelFile.label, images: imageHeader.extents[0], labels: labelHeader.extents[0])
    }
    guard labelHeader.extents[0] > 0 else {
      throw .malformed(file: labelFile.label, expected: "at least one label, of one image", found: "none")
    }
    // Both, before either is unpacked: labels may go on without end beside images that promise as many.
    try labelHeader.checkSize(&labels)
    try imageHeader.checkSize(&images)
    (self.imageHeader, self.labelHeader) = (imageHeader, labelHeader)
    self.images = images
    self.labels = labels
  }

  /// Reads both files to their end.
  consuming func read() throws(DataError) -> (split: StoredSplit, sources: [SourceFile]) {
    // The small file first: if it is wrong, the large one need not be read.
    let labelArray = try Self.array(labelHeader, &labels)
    let imageArray = try Self.array(imageHeader, &images)
    let sources = [try images.finish(), try labels.finish()]
    return (StoredSplit(images: imageArray, labels: labelArray), sources)
  }

  private static func array(
    _ header: IDXHeader, _ reader: inout ByteReader
  ) throws(DataError) -> StoredArray {
    StoredArray(
      file: reader.path, extents: header.extents, element: header.element.stored, isBigEndian: true,
      bytes: try header.payload(from: &reader))
  }

  /// What the name promises is what networks are built for; the file's own extents are only compared with it.
  private static func check(
    _ images: IDXHeader, _ imagePath: String, _ labels: IDXHeader, _ labelPath: String, of set: DatasetName
  ) throws(DataError) {
    guard labels.extents.count == 1, labels.element == .uint8 else {
      throw .malformed(
        file: labelPath, expected: "labels: unsigned bytes of rank 1", found: labels.kind)
    }
    guard (3...4).contains(images.extents.count), images.element == .uint8 else {
      throw .malformed(
        file: imagePath, expected: "images: unsigned bytes of rank 3 or 4", found: images.kind)
    }
    let shape = (images.extents.count == 3 ? [1] : []) + images.extents.dropFirst()
    guard shape == set.shape.extents else {
      throw .malformed(
        file: imagePath, expected: "images of \(set.shape), as \(set.title) has",
        found: "images of \(shape.map(String.init).joined(separator: "×"))")
    }
  }

  /// A set of one's own may have any shape and any kind of number; QMNIST's labels have eight columns.
  private static func check(
    _ images: IDXHeader, _ imagePath: String, _ labels: IDXHeader, _ labelPath: String
  ) throws(DataError) {
    let isColumn =
      labels.extents.count == 1 || labels.extents.count == 2 && [1, 8].contains(labels.extents[1])
    guard isColumn, labels.element.stored.kind != .floating else {
      throw .malformed(
        file: labelPath, expected: "labels: whole numbers of rank 1, or QMNIST's in 8 columns",
        found: labels.kind)
    }
    guard (2...4).contains(images.extents.count), !images.extents.dropFirst().contains(0) else {
      throw .malformed(
        file: imagePath, expected: "images: numbers of rank 2 to 4, no extent 0", found: images.kind)
    }
  }
}
