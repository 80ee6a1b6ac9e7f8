/// What is known of a data set before any file is read.
package struct KnownSet: Sendable {
  /// The name as its authors write it.
  let title: String
  /// The shape of one image.
  let shape: ImageShape
  /// The number of classes.
  var classes = 10
  /// The label of the first class in the files.
  var firstLabel = 0
  /// Where its images come from.
  let source: Source

  /// Where images come from.
  enum Source: Sendable {
    /// A program makes them.
    case program(SyntheticRecipe)
    /// They are read from files that somebody publishes.
    case publisher(Publication)
    /// They are read from files of one's own.
    case own
  }
}

/// How a set is published, and the sums of its files; `datasets/README.md` says how they were checked.
package struct Publication: Sendable {
  /// The numbers of images.
  let counts: (train: Int, test: Int)
  /// The folder that fetched files go into, where it is not of the set's name: several sets may lie in one.
  var folder: String?
  /// Names of other folders that hold the set.
  var otherFolders: [String] = []
  /// What the names of its IDX files begin with; nothing where they are MNIST's.
  var stem = ""
  /// The archive that its authors publish in place of IDX files, and its files as they are read.
  var archive: (name: String, files: @Sendable (_ path: String) -> any SetFiles)?
  /// The binary files that the archive holds, where these are CIFAR's.
  var records: CIFARRecords?
  /// The folders that the files lie in, as URLs that end in a slash, the first to be tried first.
  let mirrors: [String]
  /// The files.
  let files: [RemoteFile]
  /// Debian's package of the same images and labels, whose gzip headers are its own.
  var debian: (name: String, checksums: [Checksum])?
}

extension Publication {
  /// One of CIFAR's binary versions, whose archive holds a folder.
  static func cifar(
    _ records: CIFARRecords, counts: (train: Int, test: Int), folder: String? = nil, otherFolders: [String],
    stem: String, archive: RemoteFile
  ) -> Publication {
    Publication(
      counts: counts, folder: folder, otherFolders: otherFolders, stem: stem,
      archive: (archive.name, { CIFARFiles(records, archive: $0) }), records: records,
      mirrors: ["https://www.cs.toronto.edu/~kriz/"], files: [archive])
  }
}
