import Files
import Forms
import Foundation
import Wording

/// A file that people write by hand: JSON5, so that every value can carry its reason.
package struct JSON5File {
  /// What stands in it.
  package let tree: JSONValue

  /// Reads a file.
  ///
  /// - Parameter what: What it should be, such as `an experiment`.
  /// - Throws: `ExperimentError` where it cannot be read, or is too large, or is no JSON5.
  package init(_ file: URL, of what: String) throws(ExperimentError) {
    switch FileKind(of: file.path) {
    case .directory: throw ExperimentError(file.relativePath, "cannot be read: it is a directory")
    case .other(let kind):
      throw ExperimentError(file.relativePath, "cannot be read: expected a file, found \(kind)")
    case .file(let byteCount):
      // Some other file, such as a store, would take long to find fault with.
      guard byteCount <= 1_000_000 else {
        throw ExperimentError(
          file.relativePath, "expected \(what), of at most 1000000 bytes, found a file of \(byteCount)")
      }
    case .nothing: break
    }
    let data: Data
    do {
      data = try Data(contentsOf: file)
    } catch {
      throw ExperimentError(file.relativePath, "cannot be read: \(plainReason(error))")
    }
    try self.init(text: String(decoding: data, as: UTF8.self), source: file.relativePath)
  }

  /// Reads a text.
  ///
  /// - Parameter source: What errors begin with.
  /// - Throws: `ExperimentError` with the first line that is no JSON5.
  package init(text: String, source: String) throws(ExperimentError) {
    guard let tree = JSONValue(json5: text) else {
      let line = JSON5Syntax.faultyLine(of: text).map { "line \($0): " } ?? ""
      throw ExperimentError(source, "\(line)expected JSON5, found what is none")
    }
    self.tree = tree
  }
}
