import Foundation
import TestSupport
import Testing

/// What is told of stores' runs by `kindling which`, and what `kindling compare` runs of residual networks.
@Suite struct WhichCommandTests {
  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func storesOfSeveralFoldersAreOneTable() throws {
    let folder = try TemporaryDirectory()
    for (out, seeds) in [("one", "2"), ("two", "3")] {
      let made = try Program.run(
        [
          "compare", "--dataset", "synthetic", "--init", "he-normal,zeros", "--depth", "2", "--widths", "12",
          "--rate", "0.1", "--batch", "50", "--epochs", "5", "--seeds", seeds, "--networks", "3", "--out",
          out,
        ], in: folder.path)
      #expect(made.code == 0)
    }
    let arguments = ["which", "--results", "one", "--results", "two/runs.db"]
    let whole = try json(Program.run(arguments + ["--json"], in: folder.path).output)
    // Two of the three runs of either lie in both.
    #expect(whole["runs"] as? Int == 6 && whole["stores"] as? Int == 2)
    #expect(whole["experiments"] as? [String] == ["compare"])
    let rows = try #require(whole["decisions"] as? [[String: Any]])
    #expect(rows.map { $0["initialization"] as? String } == ["he-normal", "zeros"])
    #expect(rows.map { $0["verdict"] as? String } == ["starts", "fails"])
    #expect(rows.map { $0["started"] as? Int } == [3, 0] && rows.map { $0["runs"] as? Int } == [3, 3])
    let table = try Program.run(arguments, in: folder.path).output
    #expect(table.hasPrefix("Which initialisation for which network: 6 runs of 2 stores\n"))
    let csv = try Program.run(arguments + ["--csv"], in: folder.path).output.split(separator: "\n")
    #expect(csv.count == 3 && csv[1].hasPrefix("fully connected,to 10,he-normal,starts,3,3,0,"))
  }

  @Test func whatIsNoStoreIsALine() throws {
    let folder = try TemporaryDirectory()
    let result = try Program.run(["which"], in: folder.path)
    #expect(result.code == 1 && result.errors.split(separator: "\n").count == 1)
    #expect(try Program.run(["which", "--results"], in: folder.path).code == 2)
  }

  @Test func compareTellsOfMethodsOfResidualNetworks() throws {
    let folder = try TemporaryDirectory()
    let arguments = [
      "compare", "--network", "resnet:8", "--with", "width=1", "--dataset", "synthetic-colour", "--init",
      "residual",
      "--epochs", "1", "--seeds", "1", "--networks", "2",
    ]
    let whole = try json(Program.run(arguments + ["--json"], in: folder.path).output)
    let rows = try #require(whole["rows"] as? [[String: Any]])
    #expect(
      Set(rows.compactMap { $0["method"] as? String }) == [
        "batch norm", "He", "1/√L", "Fixup", "SkipInit", "ReZero", "LSUV",
      ])
    let table = try Program.run(arguments, in: folder.path)
    #expect(table.output.contains("method") && table.output.contains("– "))
    #expect(table.errors.contains("all 7 runs were found from before, nothing was run"))
    let plain = try Program.run(["compare", "--init", "residual", "--depth", "2", "--dataset", "synthetic"])
    #expect(plain.code == 2)
    #expect(plain.errors.contains("--init residual: network: expected residual modules for LSUV, found none"))
  }
}
