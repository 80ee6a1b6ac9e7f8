import Foundation

/// The program's own version and place, which results carry with them.
public enum Release {
  /// The version.
  public static let version = "0.1.0"

  /// The file that this process runs, whatever name it was started by.
  public static var program: URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
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
