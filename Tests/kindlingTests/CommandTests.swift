import Datasets
import Foundation
import TestSupport
import Testing

/// What the commands print when all is well.
@Suite struct CommandTests {
  private func json(_ text: some StringProtocol) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }

  @Test func trainTellsOfEachEpochInJSON() throws {
    let result = try Program.run(
      [
        "train", "--dataset", "synthetic", "--widths", "20", "--depth", "2", "--epochs", "2", "--batch",
        "100", "--jsonl",
      ])
    #expect(result.code == 0)
    let lines = try result.output.split(separator: "\n").map { try #require(try json($0) as? [String: Any]) }
    #expect(lines.count == 3)
    #expect(lines[1]["epoch"] as? Int == 2)
    #expect(lines[2]["outcome"] != nil)
  }

  @Test func thePapersAreListed() throws {
    let text = try Program.run(["reproduce", "--list"]).output
    for number in ["1803.01719", "1906.00904", "1801.03744", "1806.06362"] {
      #expect(text.contains("arXiv \(number)"))
    }
    let list = try Program.run(["reproduce", "--list", "--json"]).output
    let papers = try #require(try json(list) as? [[String: Any]])
    #expect(papers.map { $0["paper"] as? String }.compactMap(\.self).joined() == "ABCDEFGHIKLMN")
    #expect(papers.allSatisfy { ($0["figures"] as? [String])?.isEmpty == false })
  }

  @Test func trainTakesAdam() throws {
    let base = [
      "train", "--dataset", "synthetic", "--widths", "20", "--depth", "2", "--epochs", "1", "--batch", "100",
      "--json",
    ]
    let adam = try Program.run(base + ["--optimizer", "adam"])
    #expect(adam.code == 0)
    #expect(try Program.run(base + ["--optimizer", "adam", "--rate", "0.001"]).output == adam.output)
    #expect(try Program.run(base + ["--rate", "0.001"]).output != adam.output)
    #expect(
      try Program.run(["train", "--help"]).output.contains(
        "--optimizer NAME     sgd, adam, adamw or rmsprop (default sgd)"))
  }

  @Test func popularInitialisationsThatDoNotFitAreLeftOut() throws {
    let folder = try TemporaryDirectory()
    let result = try Program.run(
      [
        "compare", "--dataset", "synthetic", "--init", "popular", "--depth", "2", "--widths", "6/5",
        "--epochs",
        "1", "--seeds", "1", "--networks", "5", "--csv",
      ], in: folder.path)
    #expect(result.code == 0)
    // A heading, twenty of the even network and eighteen of the odd one.
    #expect(result.output.split(separator: "\n").count == 39)
    #expect(
      result.errors.contains(
        "kindling: left out: gsm on fc 2×5: hidden1: expected an even number of units"))
    let odd = try Program.run(["predict", "--depth", "2", "--width", "5", "--init", "gsm"])
    #expect(odd.code != 0)
    #expect(
      odd.errors == "kindling: hidden1: expected an even number of units for mirrored weights, found 5\n")
  }

  @Test func trainNamesASyntheticSetAsOne() throws {
    let result = try Program.run([
      "train", "--dataset", "synthetic", "--widths", "5", "--depth", "1", "--epochs", "1",
    ])
    #expect(result.output.contains("synthetic"))
  }

  @Test func lengthsGivesTheorysValueBesideTheMeasured() throws {
    let result = try Program.run([
      "lengths", "--depth", "3", "--widths", "50", "--init", "lecun-normal", "--networks", "20000", "--json",
    ])
    let layers = try #require(try json(result.output) as? [[String: Any]])
    #expect(layers.map { $0["expectedMean"] as? Double } == [0.5, 0.25, 0.125])
    #expect(layers.allSatisfy { $0["verdict"] as? String == "held" })
  }

  @Test func predictTellsTroubleAndWhatMendsIt() throws {
    let result = try Program.run(["predict", "--depth", "30", "--width", "30", "--init", "lecun-normal"])
    #expect(result.code == 0)
    #expect(
      result.output.contains("Expected trouble: FM1 vanishing: the length falls to 9.31e-10, below 0.01"))
    #expect(result.output.contains("- multiply all weights by 1.414"))
    #expect(result.output.contains("- make it no deeper than 6\n"))
  }

  @Test func orthogonalFiltersDoNotVanishInPrediction() throws {
    let result = try Program.run([
      "predict", "--architecture", "conv", "--depth", "1", "--features", "128", "--init", "orthogonal-relu",
      "--dataset", "mnist",
    ])
    #expect(result.output.contains("E[M_1]/M_0                                     0.0703,"))
    #expect(result.output.hasSuffix("Expected trouble: none\n"))
  }

  @Test func helpSaysWhoseDefinitionANameIs() throws {
    for command in ["predict", "train", "lengths", "compare"] {
      let help = try Program.run([command, "--help"]).output
      #expect(help.contains("glorot-truncated-corrected = keras-glorot-normal = jax-glorot-normal:\n"))
      #expect(help.contains("glorot_normal of Keras and JAX\n"))
    }
  }

  @Test func initialisationsWithCommasStandInLists() throws {
    let result = try Program.run([
      "predict", "--depth", "2", "--init", "he-normal,variance-scaling:1,fan-avg,uniform,normal:0.1",
      "--json",
    ])
    #expect((try json(result.output) as? [[String: Any]])?.count == 3)
  }

  @Test func predictGivesASheetForEachInitialisationInJSON() throws {
    let result = try Program.run([
      "predict", "--architecture", "resnet-fc", "--depth", "50", "--init", "popular", "--json",
    ])
    let sheets = try #require(try json(result.output) as? [[String: Any]])
    // All but the two that are mirrored, which residual modules cannot be, and what needs normalisation or data.
    #expect(sheets.count == 21)
    #expect(result.errors.hasPrefix("kindling: left out: gsm on resnet-fc 50×5, scale 1.0"))
    #expect(result.errors.contains("module1: expected a layer without a shortcut for mirrored weights"))
    let findings = try #require(sheets.first?["findings"] as? [[String: Any]])
    #expect(findings.map { $0["trouble"] as? String } == ["residual-explosion"])
    #expect((sheets.first?["mends"] as? [Any])?.count == 5)
  }

  @Test func compareRanksEveryInitialisationOnEveryNetworkAndRunsNothingTwice() throws {
    let folder = try TemporaryDirectory()
    let arguments = [
      "compare", "--dataset", "synthetic", "--init", "zeros,he-normal", "--depth", "2,3", "--widths",
      "12/6,9",
      "--rate", "0.1", "--batch", "50", "--epochs", "5", "--seeds", "2", "--networks", "50",
    ]
    let first = try Program.run(arguments + ["--json"], in: folder.path)
    #expect(first.code == 0)
    let comparison = try #require(try json(first.output) as? [String: Any])
    let rows = try #require(comparison["rows"] as? [[String: Any]])
    let names = rows.compactMap { $0["initialization"] as? String }
    #expect(names.prefix(4).allSatisfy { $0 == "he-normal" })
    #expect(names.suffix(4).allSatisfy { $0 == "zeros" })
    #expect(
      Set(rows.compactMap { $0["network"] as? String }) == [
        "fc 2×12", "fc 2×(6,9)", "fc 3×12", "fc 3×(6,9)",
      ])
    let again = try Program.run(arguments + ["--csv"], in: folder.path)
    let told = again.errors.split(separator: "\n")
    #expect(!told.isEmpty && told.allSatisfy { $0.hasSuffix(" found from before, nothing was run") })
    let lines = again.output.split(separator: "\n")
    #expect(lines.count == 9)
    #expect(lines[8].hasPrefix("8,synthetic,zeros,"))
    #expect(lines[8].hasSuffix(",\"equal units, FM1 vanishing\""))
    // Eight measurements of lengths and sixteen trainings.
    #expect(try Program.run(["runs", "--csv"], in: folder.path).output.split(separator: "\n").count == 25)
  }

  /// Families, activations and rates are varied too; what one family alone has is none of the others'.
  @Test func compareVariesWhateverItIsGivenListsOf() throws {
    let folder = try TemporaryDirectory()
    let arguments = [
      "compare", "--dataset", "synthetic", "--architecture", "fc,resnet-fc", "--activation", "relu,tanh",
      "--rate", "0.1,0.5",
      "--depth", "2", "--widths", "5", "--scale", "1/l^2", "--batch", "50", "--epochs", "1", "--seeds", "2",
      "--networks", "5",
    ]
    let dry = try Program.run(arguments + ["--dry-run"], in: folder.path)
    #expect(dry.code == 0)
    let parts = dry.output.split(separator: "\n")
    #expect(parts[0].hasPrefix("lengths: 4 runs, 0 of them in the store, 4 to go, at most "))
    #expect(parts[1].hasPrefix("training: 16 runs, 0 of them in the store, 16 to go, at most "))
    #expect(parts[2] == "20 runs, 0 of them in the store, 20 to go")
    #expect(!FileManager.default.fileExists(atPath: folder["results"]))
    let report = try #require(
      try json(Program.run(arguments + ["--json"], in: folder.path).output) as? [String: Any])
    let rows = try #require(report["rows"] as? [[String: Any]])
    let settings = rows.map { "\($0["network"] ?? "") at \($0["rate"] ?? "")" }
    #expect(settings.count == 8 && Set(settings).count == 8)
    for part in ["tanh", "at 0.1", "at 0.5"] { #expect(settings.count { $0.contains(part) } == 4) }
    let again = try Program.run(arguments + ["--dry-run", "--json"], in: folder.path).output
    let found = try #require(try json(again) as? [[String: Any]])
    #expect(found.map { $0["found"] as? Int } == [4, 16])
    #expect(try Program.run(arguments, in: folder.path).output.contains("rate"))
    #expect(
      try Program.run(arguments + ["--kernel", "3"]).errors.contains("unknown option '--kernel' for compare"))
  }

  @Test func reproduceTellsWhatItWouldRun() throws {
    let folder = try TemporaryDirectory()
    let arguments = [
      "reproduce", "fig1b", "fig2b", "--dataset", "synthetic", "--depths", "2", "--runs", "1", "--epochs",
      "1", "--dry-run",
    ]
    let lines = try Program.run(arguments, in: folder.path).output.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[0].hasPrefix("fig1b: "))
    #expect(lines[1].hasPrefix("fig2b: "))
    #expect(!FileManager.default.fileExists(atPath: folder["results"]))
  }

  @Test func reproduceWritesItsFilesAndGoesOnFromThem() throws {
    let folder = try TemporaryDirectory()
    let arguments = [
      "reproduce", "fig1b", "--dataset", "synthetic", "--init", "he-normal,zeros", "--depths", "2,3",
      "--runs", "2",
      "--epochs", "2", "--out", folder["results"],
    ]
    let first = try Program.run(arguments)
    #expect(first.code == 0)
    #expect(first.output.contains("synthetic"))
    let runs = try Program.run(["runs", "--csv"], in: folder.path)
    #expect(runs.output.split(separator: "\n").count == 9)
    let csv = try String(contentsOfFile: folder["results/fig1b.csv"], encoding: .utf8)
    #expect(csv.split(separator: "\n").count == 5)
    #expect(csv.contains("synthetic,zeros,3,2,,,,0,2,0"))
    let again = try Program.run(arguments)
    #expect(again.output == first.output)
    #expect(again.errors == "fig1b: all 8 runs were found from before, nothing was run\n")
  }

  @Test func reproduceSaysThatResultsCannotBeWritten() throws {
    let result = try Program.run(["reproduce", "fig1a", "--out", "/dev/null/results"])
    #expect(result.code == 1)
    #expect(result.errors.hasPrefix("kindling: /dev/null/results/runs.db: "))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  /// A limit on the size of files stands in for a full disk.
  @Test func resultsThatDoNotFitAreOneLine() throws {
    let folder = try TemporaryDirectory()
    let result = try Program.run(
      ["reproduce", "fig1a", "--depths", "5,6", "--networks", "5", "--out", folder.path],
      under: "ulimit -f 100; trap '' XFSZ")
    #expect(result.code == 1)
    #expect(result.errors.hasPrefix("kindling: \(folder["runs.db"]): cannot be written, as where a quota"))
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(!FileManager.default.fileExists(atPath: folder["fig1a.csv"]))
  }

  @Test func whatDoesNotFitIntoMemoryIsRefused() throws {
    let result = try Program.run(["train", "--dataset", "synthetic", "--widths", "900000", "--depth", "3"])
    #expect(result.code == 1)
    #expect(result.errors.hasPrefix("kindling: the run needs "))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test func aBatchLargerThanTheSetIsTheSet() throws {
    let result = try Program.run([
      "train", "--dataset", "synthetic", "--widths", "5", "--depth", "1", "--epochs", "1", "--batch",
      "1000000000000",
    ])
    #expect(result.code == 0)
  }

  @Test func aStoreThatIsNoFileIsRefused() throws {
    let folder = try TemporaryDirectory()
    try FileManager.default.createSymbolicLink(atPath: folder["runs.db"], withDestinationPath: "/dev/zero")
    let result = try Program.run(["reproduce", "fig1a", "--out", folder.path])
    #expect(result.code == 1)
    #expect(
      result.errors
        == "kindling: \(folder["runs.db"]): expected a store of results, found no regular file\n")
  }

  @Test func doctorTellsKernelsAndData() throws {
    let report = try #require(try json(Program.run(["doctor", "--json"]).output) as? [String: Any])
    for field in ["processor", "cores", "openblas", "kernels", "chosenBy", "threads", "datasets", "kindling"]
    {
      #expect(report[field] != nil)
    }
  }

  @Test func aUsersOwnKernelsAreLeftAlone() throws {
    let result = try Program.run(["doctor", "--json"], environment: ["OPENBLAS_CORETYPE": "PRESCOTT"])
    let report = try #require(try json(result.output) as? [String: Any])
    #expect(report["chosenBy"] as? String == "the user's OPENBLAS_CORETYPE")
  }

  @Test func dataListsEverySet() throws {
    let entries = try #require(try json(Program.run(["data", "--json"]).output) as? [[String: Any]])
    #expect(Set(entries.compactMap { $0["set"] as? String }) == Set(DatasetName.allCases.map(\.rawValue)))
    let list = try Program.run(["data"], environment: ["XDG_CACHE_HOME": "/nowhere"]).output
    #expect(list.contains("\nnot found: ") && list.contains("get one with: kindling data fetch NAME"))
  }
}
