import Foundation

/// A fresh folder for one test, removed with everything in it when the value goes.
public final class TemporaryDirectory: Sendable {
  /// The path of the folder.
  public let path: String

  /// Makes the folder below the system's own place for such things.
  public init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("kindling-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in the folder.
  public subscript(name: String) -> String { path + "/" + name }

  /// Makes a folder in the folder and returns its path.
  public func folder(_ name: String) throws -> String {
    try FileManager.default.createDirectory(atPath: self[name], withIntermediateDirectories: true)
    return self[name]
  }

  /// Writes a file in the folder and returns its path.
  @discardableResult
  public func write(_ bytes: [UInt8], to name: String) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: self[name]))
    return self[name]
  }
}
