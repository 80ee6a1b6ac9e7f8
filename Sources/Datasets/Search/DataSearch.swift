import Files
import Randomness

/// Where data are looked for, in order: a directory given by name, KINDLING_DATA, the user's cache, the system.
///
/// The first place that holds any file of a set decides: if that copy is broken, that is an error and not a
/// reason to look further. A directory given by name is the only one that is looked at: where it lacks the set, that is
/// an error too. KINDLING_DATA, which holds for all commands, may lack sets, but must be a directory.
public struct DataSearch: Hashable, Sendable {
  /// The directories, the first to be looked at first.
  public let places: [SearchPlace]

  /// Exactly these places.
  public init(places: [SearchPlace]) {
    self.places = places
  }

  /// The usual places, given the environment as a value.
  ///
  /// Reads KINDLING_DATA, XDG_CACHE_HOME and HOME; `directory` is what the user gave by name. Throws
  /// `DataError.unreadable` if that is not a directory.
  public init(directory: String?, environment: [String: String]) throws(DataError) {
    var places: [SearchPlace] = []
    if let directory {
      guard isDirectory(directory) else {
        throw .unreadable(file: directory, reason: "expected a directory, found none there")
      }
      places.append(SearchPlace(path: directory, reason: .explicit))
    }
    if let path = environment["KINDLING_DATA"], !path.isEmpty {
      places.append(SearchPlace(path: path, reason: .environment))
    }
    if let path = Self.cacheDirectory(environment: environment) {
      places.append(SearchPlace(path: path, reason: .cache))
    }
    for path in ["/usr/share/datasets", "/usr/local/share/datasets"] {
      places.append(SearchPlace(path: path, reason: .system))
    }
    self.places = places
  }

  /// Where fetched sets go: `$XDG_CACHE_HOME/kindling`, else `~/.cache/kindling`; nil without a home.
  ///
  /// A relative XDG_CACHE_HOME is ignored, as the XDG Base Directory Specification asks.
  public static func cacheDirectory(environment: [String: String]) -> String? {
    if let path = environment["XDG_CACHE_HOME"], path.hasPrefix("/") { return path + "/kindling" }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return home + "/.cache/kindling"
  }

  /// The first copy of a set and the place that it is in.
  ///
  /// Throws `DataError.missing`, naming every place, `.notThere` for a directory given by name, and `.unreadable` where
  /// KINDLING_DATA names no directory.
  package func find(_ name: DatasetName) throws(DataError) -> (copy: DatasetCopy, place: SearchPlace) {
    for place in places {
      if place.reason == .environment, !isDirectory(place.path) {
        throw .unreadable(
          file: place.path,
          reason: "KINDLING_DATA: expected a directory, found \(FileKind(of: place.path).name)")
      }
      if let copy = place.copy(of: name) { return (copy, place) }
      if place.reason == .explicit { throw .notThere(set: name, directory: place.path) }
    }
    throw .missing(set: name, places: places.map { String(describing: $0) })
  }

  /// The set, read from the first place that has it, or made if it is synthetic.
  ///
  /// `key` says what a synthetic set is made from; for the others it is not looked at. Throws `DataError` if the set
  /// is missing or broken.
  public func load(_ name: DatasetName, key: RandomKey) throws(DataError) -> Dataset {
    if let recipe = name.recipe { return recipe.dataset(from: key) }
    if name.isOwn { return try findOwn(name).set }
    return try find(name).copy.read(as: name)
  }

  /// A set of one's own, where its path said, or in a folder of its name in one of the places.
  ///
  /// Throws `DataError`, also where the files are others now than the name says.
  package func findOwn(_ name: DatasetName) throws(DataError) -> (set: Dataset, place: SearchPlace) {
    let given = OwnSets.path(of: name).map { SearchPlace(path: $0, reason: .path) }
    guard let place = given ?? places.lazy.compactMap({ $0.ownFiles(of: name) }).first else {
      throw .missing(set: name, places: places.map { String(describing: $0) })
    }
    let set = try OwnSets.set(at: place.path)
    guard set.name == name else {
      throw .malformed(file: place.path, expected: "the set \(name.rawValue)", found: set.name.rawValue)
    }
    return (set, place)
  }
}

/// Whether a path leads to a directory.
package func isDirectory(_ path: String) -> Bool { FileKind(of: path) == .directory }
