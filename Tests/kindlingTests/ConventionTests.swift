import Foundation
import TestSupport
import Testing
import Wording

/// What means elsewhere what it means here: `--`, `-`, `--json`, `--version`.
@Suite struct ConventionTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
  }

  private func run(_ words: String...) throws -> Program.Result { try Program.run(words, in: folder.path) }

  private func json(_ text: some StringProtocol) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }

  private static let training = [
    "train", "--dataset", "synthetic", "--widths", "6", "--depth", "2", "--batch", "500",
  ]

  @Test func theVersionIsToldToPrograms() throws {
    for word in ["version", "--version"] {
      let told = try #require(try json(run(word, "--json").output) as? [String: Any])
      let version = try #require(told["version"] as? String)
      #expect(try run(word).output == "kindling \(version)\n")
      #expect(told["schema"] as? Int ?? 0 >= 5)
      #expect(told["precision"] as? String == "Float")
    }
  }

  @Test func whatStandsBehindTwoDashesIsNoOption() throws {
    let sweep = ["sweep", "--kind", "lengths", "--axis", "depth=2", "--seeds", "1", "--networks", "5"]
    #expect(try Program.run(sweep + ["--out", "results"], in: folder.path).code == 0)
    try FileManager.default.moveItem(atPath: folder["results/runs.db"], toPath: folder["--odd.db"])
    #expect(try run("runs", "--odd.db").code == 2)
    #expect(try run("runs", "--", "--odd.db").output.hasPrefix("--odd.db: 1 run\n"))
    #expect(try run("runs", "--csv", "--", "--odd.db").output.split(separator: "\n").count == 2)
    #expect(
      try run("runs", "--", "--help").errors.hasSuffix("--help: no such file: expected a store of results\n"))
    #expect(try run("merge", "--out", "all.db", "--", "--odd.db").output.contains("all.db: 1 run"))
  }

  @Test func aReportGoesToStandardOutput() throws {
    let sweep = ["sweep", "--kind", "lengths", "--axis", "depth=2,3", "--seeds", "1", "--networks", "5"]
    #expect(try Program.run(sweep, in: folder.path).code == 0)
    let page = try run("report", "-o", "-")
    #expect(page.code == 0)
    #expect(page.output.hasPrefix("<!") && page.output.hasSuffix("</html>\n"))
    #expect(!FileManager.default.fileExists(atPath: folder["-"]))
    #expect(!FileManager.default.fileExists(atPath: folder["results/report.html"]))
  }

  /// One value on one line, whatever the command.
  @Test(arguments: [
    (["version"], false), (["doctor"], false), (["data"], true), (["data", "synthetic"], true),
    (["reproduce", "--list"], true), (["predict", "--depth", "2"], true),
    (["lengths", "--depth", "2", "--networks", "5"], true),
    (["signals", "--dataset", "synthetic", "--depth", "1", "--steps", "0"], true),
    (["rate", "--dataset", "synthetic", "--depth", "1", "--within", "1", "--highest", "0.001"], true),
    (["regions", "--depth", "1", "--widths", "3"], false),
    (["sweep", "--kind", "lengths", "--axis", "depth=2", "--seeds", "1", "--networks", "5"], false),
    (training + ["--epochs", "1"], true),
    (["bench", "W4i-5-10", "--rounds", "1", "--seconds", "0", "--jobs", "1"], true),
  ])
  func everyCommandHasOneFormOfJSON(words: [String], isArray: Bool) throws {
    let output = try Program.run(words + ["--json"], in: folder.path).output
    #expect(
      output.hasSuffix("\n") && output.split(separator: "\n", omittingEmptySubsequences: false).count == 2)
    let value = try json(output)
    #expect((value is [Any]) == isArray && (value is [String: Any]) == !isArray)
  }

  @Test func linesOfJSONAreTheArrays() throws {
    let words = Self.training + ["--epochs", "2"]
    let lines = try Program.run(words + ["--jsonl"]).output.split(separator: "\n").map { try json($0) }
    let array = try #require(try json(Program.run(words + ["--json"]).output) as? NSArray)
    #expect(lines.count == 3)
    #expect(NSArray(array: lines) == array)
  }

  @Test func firstWeightsAreKeptWhereNothingIsTrained() throws {
    let none = Self.training + ["--epochs", "0", "--save", "first.safetensors"]
    let result = try Program.run(none, in: folder.path)
    #expect(result.code == 0)
    #expect(!result.output.contains("epoch "))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder["first.safetensors"]))
    #expect(String(decoding: bytes.prefix(1000), as: UTF8.self).contains(#""epoch":"0""#))
    // What is trained from them is what is trained from their seed.
    let words = Self.training + ["--epochs", "1", "--jsonl"]
    let drawn = try Program.run(words, in: folder.path).output
    #expect(try Program.run(words + ["--load", "first.safetensors"], in: folder.path).output == drawn)
    #expect(try Program.run(Self.training + ["--epochs", "0", "--json"], in: folder.path).output == "[]\n")
  }

  @Test func trainSaysWhichCopyOfTheDataItUses() throws {
    let places = ProcessInfo.processInfo.environment["KINDLING_DATA"]
    let data = try #require(places, "KINDLING_DATA")
    let words = [
      "train", "--dataset", "mnist", "--data", data, "--widths", "3", "--depth", "1", "--epochs", "0",
    ]
    let errors = try Program.run(words, in: folder.path).errors
    #expect(errors.hasPrefix("data: ") && errors.contains(data))
  }
}
