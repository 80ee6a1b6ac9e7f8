import Datasets
import Foundation

/// Results on disk, one JSON object a line, added as each trial ends.
///
/// A run that was interrupted finds in it what is done already. The last line may be torn by a crash; it is then
/// dropped and its trial run again.
public final class Journal {
  private let file: URL
  private var lines: [String: Data] = [:]
  private let handle: FileHandle

  /// Opens a journal, or begins one.
  ///
  /// - Throws: `LabError.journal` where the file cannot be read or written, or holds something else.
  public init(_ file: URL) throws(LabError) {
    self.file = file
    do {
      let folder = file.deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      if !FileManager.default.fileExists(atPath: file.path) { try Data().write(to: file) }
      let kind = try FileManager.default.attributesOfItem(atPath: file.resolvingSymlinksInPath().path)[.type]
      guard kind as? FileAttributeType == .typeRegular else {
        throw LabError.journal(file.path, "expected a file of results, found no regular file")
      }
      handle = try FileHandle(forUpdating: file)
      let whole = try Self.parse(handle.readToEnd() ?? Data(), into: &lines, file)
      try handle.truncate(atOffset: UInt64(whole))
    } catch {
      throw (error as? LabError) ?? .journal(file.path, plainReason(error))
    }
  }

  /// The outcome of a trial, if it is there.
  ///
  /// - Throws: `LabError.journal` where it is of another form than this version writes.
  public func outcome<T: Trial>(of trial: T) throws -> T.Outcome? {
    guard let data = lines[T.kind + (try trial.identity)] else { return nil }
    do {
      return try JSONDecoder().decode(Line<T.Outcome>.self, from: data).outcome
    } catch {
      throw LabError.journal(file.path, "an outcome is not of the form that this version writes: \(error)")
    }
  }

  /// Adds a trial's outcome and sees it to the disk.
  ///
  /// - Throws: `LabError.journal` where it cannot be written, as on a full disk.
  public func add<T: Trial>(_ outcome: T.Outcome, of trial: T) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let identity = try trial.identity
    let body = String(decoding: try encoder.encode(outcome), as: UTF8.self)
    let line = Data(#"{"kind":"\#(T.kind)","outcome":\#(body),"trial":\#(identity)}"#.utf8)
    do {
      try handle.write(contentsOf: line + Data("\n".utf8))
      try handle.synchronize()
    } catch {
      throw LabError.journal(file.path, plainReason(error))
    }
    lines[T.kind + identity] = line
  }

  private struct Line<Outcome: Decodable>: Decodable {
    let outcome: Outcome
  }

  /// Reads the lines and returns how many bytes of the file are whole ones.
  private static func parse(_ data: Data, into lines: inout [String: Data], _ file: URL) throws -> Int {
    var whole = data.startIndex
    while let end = data[whole...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = Data(data[whole..<end])
      guard let object = try? JSONSerialization.jsonObject(with: line) as? [String: Any],
        let kind = object["kind"] as? String, let trial = object["trial"]
      else {
        let number = data[..<whole].count { $0 == UInt8(ascii: "\n") } + 1
        throw LabError.journal(
          file.path, "line \(number) is no result: expected an object with kind and trial")
      }
      lines[kind + (try canonicalJSON(trial))] = line
      whole = end + 1
    }
    return whole
  }
}
