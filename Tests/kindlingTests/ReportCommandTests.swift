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
    #expect(page.hasSuffix("</body></html>"))
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
