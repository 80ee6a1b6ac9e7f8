/// What is known of a data set before any file is read.
package struct KnownSet: Sendable {
  /// The name as its authors write it.
  let title: String
  /// The shape of one image.
  let shape: ImageShape
  /// The number of classes.
  var classes = 10
  /// Where its images come from.
  let source: Source

  /// Where images come from.
  enum Source: Sendable {
    /// A program makes them.
    case program(SyntheticRecipe)
    /// They are read from files that somebody publishes.
    case publisher(Publication)
  }
}

/// How a set is published, and the sums of its files; `datasets/README.md` says how they were checked.
package struct Publication: Sendable {
  /// The numbers of images.
  let counts: (train: Int, test: Int)
  /// Names of folders that hold the set, besides its own.
  var otherFolders: [String] = []
  /// What the names of its IDX files begin with; nothing where they are MNIST's.
  var stem = ""
  /// The archive that its authors publish in place of IDX files.
  var archive: (name: String, format: any SetArchive)?
  /// The folders that the files lie in, as URLs that end in a slash, the first to be tried first.
  let mirrors: [String]
  /// The files.
  let files: [RemoteFile]
  /// Debian's package of the same images and labels, whose gzip headers are its own.
  var debian: (name: String, checksums: [Checksum])?
}

/// An archive that holds a whole set.
package protocol SetArchive: Sendable {
  /// Sees that the archive at a path can be read, without unpacking it; throws `DataError`.
  func check(_ path: String) throws(DataError)

  /// Reads the archive at a path; throws `DataError`.
  func read(_ path: String) throws(DataError) -> Dataset
}
