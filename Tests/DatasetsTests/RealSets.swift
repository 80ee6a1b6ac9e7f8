import Datasets
import Foundation

/// The real sets that this machine has, where the program itself would look or where KINDLING_DATA says.
enum RealSets {
  static func search() throws -> DataSearch {
    try DataSearch(directory: nil, environment: ProcessInfo.processInfo.environment)
  }

  static func has(_ name: DatasetName) -> Bool {
    (try? search().find(name)) != nil
  }

  /// Whether the files are, byte for byte, those that are published.
  static func hasOfficial(_ name: DatasetName) -> Bool {
    guard let paths = try? search().find(name).copy.paths else { return false }
    return paths.compactMap { try? Checksum(ofFile: $0) } == name.remoteFiles.map(\.checksum)
  }
}
