import Foundation
import Synchronization

/// The sets of their own that people gave by a path, and that this process has read.
///
/// A set's name says all that decides a run but for where the files lie: `NAME:CHANNELSxHEIGHTxWIDTH:CLASSES:MARK`, the mark
/// being that of the files' sums. So the same files are the same set wherever they lie, and a store can be read where they
/// do not.
enum OwnSets {
  private struct Known {
    let states: [FileState?]
    let set: Dataset
  }

  private struct Shelf {
    var known: [String: Known] = [:]
    var paths: [DatasetName: String] = [:]
  }

  private static let shelf = Mutex(Shelf())

  /// The set at a path, read again only where its files were changed; throws `DataError`.
  static func set(at path: String) throws(DataError) -> Dataset {
    let files = try OwnFiles.find(at: path)
    let states = files.paths.map { FileState($0) }
    if let known = shelf.withLock({ $0.known[path] }), known.states == states { return known.set }
    try files.check(as: nil)
    let stored = try files.stored(as: nil)
    let (train, test) = try stored.splits()
    let name = DatasetName(
      own: title(of: path), shape: train.shape, classes: train.classes, mark: DataSums(stored.sources).mark)
    let set = Dataset(name: name, train: train, test: test, sources: stored.sources)
    shelf.withLock {
      $0.known[path] = Known(states: states, set: set)
      $0.paths[name] = path
    }
    return set
  }

  /// The path that a set of one's own was given by; nil where it was not in this process.
  static func path(of name: DatasetName) -> String? { shelf.withLock { $0.paths[name] } }

  /// What a set is called by its path: the last part that says anything, without endings.
  private static func title(of path: String) -> String {
    let parts = URL(fileURLWithPath: path).standardized.path.split(separator: "/").map(String.init)
    let last = parts.last { $0 != "raw" } ?? "data"
    let bare = [".npz", ".tar.gz", ".tgz", ".tar"].reduce(last) {
      $0.hasSuffix($1) ? String($0.dropLast($1.count)) : $0
    }
    return String(bare.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? $0 : "-" })
  }
}

extension DatasetName {
  /// The name of a set of one's own.
  init(own title: String, shape: ImageShape, classes: Int, mark: String) {
    let extents = shape.extents.map(String.init).joined(separator: "x")
    self.init(
      "\(title):\(extents):\(classes):\(mark)",
      KnownSet(title: title, shape: shape, classes: classes, source: .own))
  }

  /// The set of one's own that a name of that form says; nil where it has another.
  init?(ownForm text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, !parts[0].isEmpty, parts[3].count == 8, parts[3].allSatisfy(\.isHexDigit),
      let classes = Int(parts[2]), (1...65_536).contains(classes)
    else { return nil }
    let extents = parts[1].split(separator: "x", omittingEmptySubsequences: false).compactMap { Int($0) }
    guard extents.count == 3, extents.allSatisfy({ (1...65_536).contains($0) }) else { return nil }
    self.init(
      own: parts[0], shape: ImageShape(channels: extents[0], height: extents[1], width: extents[2]),
      classes: classes, mark: parts[3])
    guard rawValue == text else { return nil }
  }

  /// Whether it is a set of one's own.
  var isOwn: Bool { if case .own = known.source { true } else { false } }
}
