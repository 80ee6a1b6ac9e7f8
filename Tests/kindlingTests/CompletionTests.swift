import Foundation
import Testing

/// Completions and the manual page have all that help describes, and help describes all that there is.
@Suite struct CompletionTests {
  static let commands = [
    "reproduce", "sweep", "train", "predict", "phase", "compare", "lengths", "signals", "rate", "regions",
    "watch",
    "report",
    "runs",
    "merge", "data", "verdicts", "bench", "doctor",
  ]

  private static func options(of command: String) throws -> [(name: String, takesValue: Bool)] {
    try Program.run([command, "--help"]).output.split(separator: "\n").compactMap { line in
      guard let match = line.prefixMatch(of: #/  (?:-\w, )?(--[a-z-]+)( [A-Z])?/#) else { return nil }
      return (String(match.1), match.2 != nil)
    }
  }

  /// An option that is taken and not described ends the program at once (`Arguments.finish`); here the other way round.
  @Test(arguments: commands) func whatHelpDescribesIsTaken(command: String) throws {
    let options = try Self.options(of: command)
    #expect(!options.isEmpty)
    for option in options {
      let words = option.takesValue ? [option.name] : [option.name, "--nonsense"]
      // Some are options of some families alone.
      let isTaken = try [[], ["conv"], ["resnet-conv"], ["resnet-fc"]].contains { family in
        let result = try Program.run([command] + family.flatMap { ["--architecture", $0] } + words)
        #expect(result.code == 2, "\(words)")
        return !result.errors.contains("unknown option '\(option.name)'")
      }
      #expect(isTaken, "\(option.name)")
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func completionsHaveEveryOption(shell: String) throws {
    let script = try Program.run(["completions", shell]).output
    for command in Self.commands {
      #expect(script.contains(command))
      for option in try Self.options(of: command) {
        let name = shell == "fish" ? "-l \(option.name.dropFirst(2)) " : option.name
        let own = script.split(separator: "\n").contains { line in
          line.contains(name) && (shell == "zsh" || line.contains(command))
        }
        #expect(own, "\(command) \(option.name)")
      }
    }
  }

  @Test func theManualPageHasEveryOption() throws {
    let page = try Program.run(["man"]).output
    for command in Self.commands {
      let section = try #require(page.components(separatedBy: ".SS \"kindling \(command)\"\n").last)
      let own = section.components(separatedBy: "\n.S")[0]
      for option in try Self.options(of: command) {
        #expect(
          own.contains(option.name.replacingOccurrences(of: "-", with: "\\-")), "\(command) \(option.name)")
      }
    }
  }

  @Test func quietSaysNothingAndVerboseMore() throws {
    let folder = NSTemporaryDirectory() + "/kindling-quiet-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let sweep = ["sweep", "--dataset", "synthetic", "--axis", "depth=1,2", "--seeds", "2", "--epochs", "1"]
    let usual = try Program.run(sweep + ["--out", "a"], in: folder)
    let quiet = try Program.run(sweep + ["--out", "b", "-q"], in: folder)
    let verbose = try Program.run(sweep + ["--out", "c", "--verbose"], in: folder)
    for result in [usual, quiet, verbose] { #expect(result.code == 0) }
    #expect(usual.errors.contains("4/4 runs"))
    #expect(quiet.errors == "")
    #expect(verbose.errors.hasPrefix("kindling: version "))
    for run in 1...4 { #expect(verbose.errors.contains("\(run)/4 runs")) }
    // What is found is the same; the last line names the folder.
    let tables = [usual, quiet, verbose].map { $0.output.split(separator: "\n").dropLast() }
    #expect(tables[0] == tables[1] && tables[0] == tables[2])
    #expect(
      try Program.run(sweep + ["-q", "-v"]).errors.contains("--quiet: expected no --verbose beside it"))
    // What is wrong is said all the same.
    #expect(try Program.run(["train", "-q", "--depth", "0"]).errors.hasPrefix("kindling: --depth: expected"))
  }
}
