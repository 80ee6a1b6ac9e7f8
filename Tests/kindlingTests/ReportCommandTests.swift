import Foundation
import TestSupport
import Testing

/// `kindling report` where there is no vl-convert; `Tests/page.sh` tries it where there is.
@Suite struct ReportCommandTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
  }

  private func kindling(_ words: String...) throws -> Program.Result {
    try Program.run(words, in: folder.path, environment: ["KINDLING_PYTHON": "/nowhere/python"])
  }

  private func sweep() throws {
    let result = try kindling(
      "sweep", "--axis", "depth=1,2", "--dataset", "synthetic", "--epochs", "1", "--seeds", "1")
    #expect(result.code == 0)
  }

  private let advice = "kindling: /nowhere/python: pictures cannot be made: no such file or directory\n"

  @Test func thePageLiesBesideTheStore() throws {
    try sweep()
    let result = try kindling("report")
    #expect(result.code == 0)
    #expect(result.errors == advice)
    #expect(result.output == "Written: \(folder["results/report.html"])\n")
    let page = try String(contentsOfFile: folder["results/report.html"], encoding: .utf8)
    #expect(page.hasPrefix("<!doctype html>\n<html lang=\"en-GB\">"))
    #expect(page.contains("kindling sweep --axis depth=1,2 --dataset synthetic"))
    #expect(page.hasSuffix("</body></html>\n"))
  }

  @Test func specificationsAreWrittenWhereNothingDrawsThem() throws {
    try sweep()
    let result = try kindling(
      "report", "results/runs.db", "-o", "a/b.html", "--pictures", "c", "--format", "png,pdf", "--json")
    #expect(result.code == 0)
    #expect(result.errors == advice)
    #expect(FileManager.default.fileExists(atPath: folder["a/b.html"]))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder["c"]) == ["sweep.vl.json"])
    let summary = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    #expect(summary?["page"] as? String == folder["a/b.html"])
    #expect(summary?["pictures"] as? [String] == [folder["c/sweep.vl.json"]])
    let experiments = summary?["experiments"] as? [[String: Any]]
    #expect(experiments?.map { $0["name"] as? String } == ["sweep"])
    #expect(experiments?.map { $0["missing"] as? Int } == [0])
  }

  /// Few files may be open at a time: one line says so, whatever wants one.
  @Test(arguments: [5, 8, 12, 16, 24, 40])
  func fewFileHandlesAreToldInOneLine(limit: Int) throws {
    try sweep()
    for words in [
      ["report"], ["runs"], ["sweep", "--axis", "depth=1", "--dataset", "synthetic", "--dry-run"],
    ] {
      let result = try Program.run(
        words, in: folder.path, environment: ["KINDLING_PYTHON": "/bin/true"], under: "ulimit -n \(limit)")
      if limit < 32 {
        #expect(result.code == 1)
        #expect(
          result.errors.hasPrefix("kindling: too few files may be open at a time: expected room for 32;"))
      } else {
        #expect(result.code == 0)
      }
      #expect(result.errors.split(separator: "\n").count <= 1)
    }
  }

  /// No name leads out of the folder, or into one that is not there.
  @Test(arguments: ["../outside", "mlp/he", "/tmp/x", "..", "two\nlines", String(repeating: "x", count: 300)])
  func filesStayInTheirFolder(name: String) throws {
    let inner = try folder.folder("inner")
    let experiment: [String: Any] = [
      "name": name, "kind": "start", "seeds": 1,
      "trial": ["data": "synthetic", "criterion": ["epochLimit": 1]],
      "axes": [
        ["name": name + "\"\\", "field": "depth", "values": [1, 2]],
        ["name": "x", "field": "width", "values": [2, 3]],
        ["field": "rate", "values": [0.01], "labels": ["1/L"]],
      ], "chart": ["x": "x", "y": name + "\"\\"],
    ]
    try folder.write(Array(JSONSerialization.data(withJSONObject: experiment)), to: "inner/e.json")
    let result = try Program.run(["sweep", "e.json", "--out", "out"], in: inner)
    #expect(result.code == 0, "\(result.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["inner"])
    let files = try FileManager.default.contentsOfDirectory(atPath: inner + "/out")
    #expect(files.count == 3 && files.count { $0.hasSuffix(".csv") } == 1)
    #expect(files.count { $0.hasSuffix(".vl.json") } == 1)
    let report = try Program.run(
      ["report", "out/runs.db", "--pictures", "pictures"], in: inner,
      environment: ["KINDLING_PYTHON": "/nowhere/python"])
    #expect(report.code == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: inner + "/pictures").count == 1)
  }

  @Test func whatIsWrongIsOneLine() throws {
    let missing = try kindling("report", "none.db")
    #expect(missing.code == 1)
    #expect(missing.errors.hasSuffix("none.db: no such file: expected a store of results\n"))
    try sweep()
    let unwritable = try kindling("report", "--out", "/proc/report.html")
    #expect(unwritable.code == 1)
    #expect(unwritable.errors.hasPrefix(advice + "kindling: /proc/report.html: cannot be written: "))
    #expect(unwritable.errors.split(separator: "\n").count == 2)
    #expect(unwritable.output == "")
  }
}
