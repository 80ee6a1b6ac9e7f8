import Autodiff
import Foundation

/// The program's own version and place, which results carry with them.
public enum Release {
  /// The version.
  public static let version = "0.1.0"

  /// The file that this process runs, whatever name it was started by; of a program for several levels of processors the one that
  /// chooses among them.
  public static var program: URL {
    let file = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let level = ProcessorLevel.allCases.first { file.path.hasSuffix("-\($0.rawValue)") }
    return level.map { URL(fileURLWithPath: String(file.path.dropLast($0.rawValue.count + 1))) } ?? file
  }

  /// The program of a level of processors that may lie beside the one that chooses.
  public static func program(for level: ProcessorLevel) -> URL {
    URL(fileURLWithPath: "\(program.path)-\(level.rawValue)")
  }

  /// The git revision that a program was built from, as `make build` wrote it into a file beside it; nil where there is
  /// none, or where the program was built anew since.
  public static func revision(of program: URL = program) -> String? {
    let note = program.appendingPathExtension("revision")
    func changed(_ file: URL) -> Date? {
      (try? FileManager.default.attributesOfItem(atPath: file.path))?[.modificationDate] as? Date
    }
    guard let built = changed(program), let written = changed(note), written >= built,
      let text = try? String(contentsOf: note, encoding: .utf8)
    else { return nil }
    let revision = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return revision.isEmpty ? nil : revision
  }
}
