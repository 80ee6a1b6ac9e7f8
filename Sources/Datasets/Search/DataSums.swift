import Synchronization

/// The SHA-256 sums of a set's files: what tells two copies of a set apart, wherever they lie.
public struct DataSums: Hashable, Sendable {
  /// The sums in the order of the files, with a blank between; empty where nothing was read.
  public let text: String

  /// The sums that a text spells, as a store keeps them.
  public init(text: String) {
    self.text = text
  }

  /// The sums of files.
  public init(_ files: [SourceFile]) {
    text = files.map(\.checksum.hex).joined(separator: " ")
  }

  /// The sums of no file: of a set that a program makes, or of no set.
  public static let none = DataSums(text: "")

  /// Eight digits by which a reader tells copies apart: the first of the SHA-256 of the sums.
  public var mark: String { String(Checksum(of: Array(text.utf8)).hex.prefix(8)) }
}

/// A copy of a set that a search leads to: where it lies, why, and what tells it from other copies.
public struct CopyInUse: Hashable, Sendable {
  /// The set.
  public let name: DatasetName
  /// The folder of its files.
  public let folder: String
  /// Why it was looked for there.
  public let reason: SearchPlace.Reason
  /// The sums of its files.
  public let sums: DataSums
}

extension CopyInUse: CustomStringConvertible {
  /// The copy in a few words, as `MNIST from /data/mnist (--data)`.
  public var description: String { Self.text(name, folder, reason) }

  fileprivate static func text(
    _ name: DatasetName, _ folder: String, _ reason: SearchPlace.Reason
  ) -> String {
    "\(name.title) from \(folder) (\(reason.label))"
  }
}

extension DataSearch {
  /// The copy of a set that is read; nil for a set that a program makes.
  ///
  /// The heads of its files are looked at first, so that no file is summed up that could not be read. A file is summed up
  /// once a process, as long as it is not changed. Throws `DataError`.
  public func copy(of name: DatasetName) throws(DataError) -> CopyInUse? {
    if name.recipe != nil { return nil }
    if name.isOwn {
      let (set, place) = try findOwn(name)
      return CopyInUse(name: name, folder: place.path, reason: place.reason, sums: DataSums(set.sources))
    }
    let (copy, place) = try find(name)
    try copy.check(as: name)
    var files: [SourceFile] = []
    for path in copy.paths { files.append(try KnownFiles.file(path)) }
    return CopyInUse(name: name, folder: copy.folder, reason: place.reason, sums: DataSums(files))
  }

  /// Which copy of a set is read, in a few words; nil for a set that a program makes. Throws `DataError`.
  public func whereabouts(of name: DatasetName) throws(DataError) -> String? {
    if name.recipe != nil { return nil }
    if name.isOwn {
      let place = try findOwn(name).place
      return CopyInUse.text(name, place.path, place.reason)
    }
    let (copy, place) = try find(name)
    return CopyInUse.text(name, copy.folder, place.reason)
  }
}

/// The files that this process has summed up.
private enum KnownFiles {
  private static let files = Mutex<[FileState: SourceFile]>([:])

  static func file(_ path: String) throws(DataError) -> SourceFile {
    let state = FileState(path)
    if let state, let known = files.withLock({ $0[state] }) { return known }
    let file = try SourceFile(path: path)
    if let state { files.withLock { $0[state] = file } }
    return file
  }
}
