import Foundation
import TestSupport
import Testing

/// `kindling runs` and `kindling merge` on stores that the program itself wrote, and stores that a crash left.
@Suite struct StoreCommandTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
  }

  /// Runs of two depths and two seeds; both initialisations go wrong in their own way at depth 60.
  private func reproduce(
    _ store: String = "results", depths: String = "2,3", under preparation: String = ":"
  ) throws -> Program.Result {
    try Program.run(
      [
        "reproduce", "fig1b", "--dataset", "synthetic", "--init", "he-normal,he-doubled", "--depths", depths,
        "--runs", "2", "--epochs", "2", "--out", store,
      ], in: folder.path, under: preparation)
  }

  private func kindling(_ words: String...) throws -> Program.Result {
    try Program.run(words, in: folder.path)
  }

  /// What of every run must not depend on when and how it was run.
  private func outcomes(_ store: String) throws -> Set<String> {
    let list = try kindling("runs", "\(store)/runs.db", "--csv").output.split(separator: "\n").dropFirst()
    return Set(
      try list.map { line in
        let id = String(line.prefix { $0 != "," })
        let json = try kindling("runs", "show", id, "\(store)/runs.db", "--json").output
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] ?? [:]
        let kept = object.filter { ["trial", "outcome"].contains($0.key) }
        return String(
          decoding: try JSONSerialization.data(withJSONObject: kept, options: .sortedKeys), as: UTF8.self)
      })
  }

  @Test func runsAreListedShownAndDeleted() throws {
    #expect(try reproduce().code == 0)
    let list = try kindling("runs")
    #expect(list.output.hasPrefix("results/runs.db: 8 runs\n"))
    let last = try kindling("runs", "--limit", "3", "--init", "kaiming-normal")
    #expect(last.output.hasPrefix("results/runs.db: 4 runs, the last 3 of them\n"))
    let json = try kindling("runs", "--json", "--depth", "3").output
    #expect((try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [Any])?.count == 4)
    #expect(try kindling("runs", "show", "1").output.contains("program    kindling "))
    #expect(try kindling("runs", "show", "9").errors == "kindling: runs show: results/runs.db has no run 9\n")
    #expect(
      try kindling("runs", "delete", "--depth", "3").output
        == "results/runs.db: 4 of its runs would be deleted; --yes deletes them\n")
    #expect(
      try kindling("runs", "delete", "--depth", "3", "--yes").output == "results/runs.db: 4 runs deleted\n")
    #expect(try kindling("runs").output.hasPrefix("results/runs.db: 4 runs\n"))
    #expect(try reproduce().errors.contains("4 runs found from before, 4 to go"))
  }

  @Test func runsAndTheirEpochsAreExported() throws {
    // Wide enough that no network is dead, which would end its run early.
    #expect(try reproduce(depths: "8,10").code == 0)
    func object(_ text: some StringProtocol) throws -> NSObject {
      try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSObject)
    }
    for words in [["runs", "--depth", "8"], ["runs", "epochs", "--depth", "8"], ["runs", "--depth", "9"]] {
      let lines = try Program.run(words + ["--jsonl"], in: folder.path).output.split(separator: "\n")
      let array = try Program.run(words + ["--json"], in: folder.path).output
      let csv = try Program.run(words + ["--csv"], in: folder.path).output.split(separator: "\n")
      #expect(try NSArray(array: lines.map { try object($0) }) == object(array))
      #expect(csv.count == lines.count + 1)
    }
    let curves = try kindling("runs", "epochs", "--limit", "3").output.split(separator: "\n")
    #expect(
      curves[0].hasPrefix("run,epoch,training_loss,test_loss,test_accuracy,kind,dataset,initialization,"))
    #expect(curves.dropFirst().map { $0.prefix(4) } == ["6,1,", "6,2,", "7,1,", "7,2,", "8,1,", "8,2,"])
    let shown = try kindling("runs", "show", "8", "--json").output
    let losses = curves[6].split(separator: ",")
    #expect(shown.contains("\"testLoss\":\(losses[3]),\"trainingLoss\":\(losses[2])}"))
  }

  @Test func anExportThatDoesNotFitIsOneLine() throws {
    #expect(try reproduce().code == 0)
    for words in [["runs", "--csv"], ["runs", "--jsonl"], ["runs", "epochs"]] {
      let result = try Program.run(words, in: folder.path, under: "exec >/dev/full")
      #expect(result.code == 1)
      #expect(result.errors == "kindling: standard output: cannot be written: no space left on device\n")
    }
  }

  @Test func storesUnite() throws {
    for (store, depths) in [("a", "2"), ("b", "3"), ("whole", "2,3")] {
      #expect(try reproduce(store, depths: depths).code == 0)
    }
    let merged = try kindling("merge", "a/runs.db", "b/runs.db", "--out", "c/runs.db")
    #expect(
      merged.output == """
        a/runs.db: 4 runs added, 0 there already
        b/runs.db: 4 runs added, 0 there already
        c/runs.db: 8 runs

        """)
    #expect(try outcomes("c") == outcomes("whole"))
    let again = try kindling("merge", "c/runs.db", "whole/runs.db", "--json")
    let report = #"{"merged":{"added":0,"different":0,"same":8},"store":"whole/runs.db"}"#
    #expect(again.output == "[\(report)]\n")
    #expect(try kindling("merge", "c/runs.db", "whole/runs.db", "--jsonl").output == "\(report)\n")
    #expect(try kindling("merge", "a/runs.db", "./a/runs.db").code == 2)
  }

  @Test func aStoreThatIsNotThereIsOneLineAndNotMade() throws {
    for words in [["runs"], ["runs", "show", "1"], ["runs", "delete", "--depth", "1", "--yes"]] {
      let result = try Program.run(words, in: folder.path)
      #expect(result.code == 1)
      #expect(result.errors.hasSuffix("/results/runs.db: no such file: expected a store of results\n"))
    }
    let merge = try kindling("merge", "a.db", "b.db", "--out", "c.db")
    #expect(merge.errors.hasSuffix("a.db: no such file: expected a store of results\n"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  /// Killed again and again at moments that chance decides, the program ends with what an undisturbed one finds.
  @Test func aKilledProgramLosesNothing() throws {
    let depths = "2,3,4,5,6,7,8"
    #expect(try reproduce("whole", depths: depths).code == 0)
    var (killed, longest) = (0, 0.4)
    // A fast machine may be done before; then again from the start, with half the time.
    while killed == 0 && longest > 0.02 {
      try? FileManager.default.removeItem(atPath: folder.path + "/torn")
      for _ in 0..<40 {
        let delay = Double.random(in: longest / 8...longest)
        let result = try reproduce("torn", depths: depths, under: "(sleep \(delay); kill -9 $$) & :")
        if result.code == 0 { break }
        #expect(result.code == -9)
        killed += 1
      }
      longest /= 2
    }
    #expect(killed > 0)
    #expect(try reproduce("torn", depths: depths).code == 0)
    #expect(try outcomes("torn") == outcomes("whole"))
  }
}
