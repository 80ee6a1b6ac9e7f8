import Foundation
import Randomness

/// Where data are looked for, in order: a directory given by name, KINDLING_DATA, the user's cache, the system.
///
/// The first place that holds any file of a set decides: if that copy is broken, that is an error and not a
/// reason to look further.
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

  /// The first copy of a set and the place that it is in; throws `DataError.missing`, naming every place.
  package func find(_ name: DatasetName) throws(DataError) -> (copy: DatasetCopy, place: SearchPlace) {
    for place in places {
      if let copy = DatasetCopy.find(name, in: place.path) { return (copy, place) }
    }
    throw .missing(set: name, places: places.map { String(describing: $0) })
  }

  /// The set, read from the first place that has it, or made if it is synthetic.
  ///
  /// `key` says what a synthetic set is made from; for the others it is not looked at. Throws `DataError` if the set
  /// is missing or broken.
  public func load(_ name: DatasetName, key: RandomKey) throws(DataError) -> Dataset {
    if let recipe = name.recipe { return recipe.dataset(from: key) }
    return try find(name).copy.read(as: name)
  }
}

/// Whether a path leads to a directory.
package func isDirectory(_ path: String) -> Bool {
  var isDirectory: ObjCBool = false
  return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
}
