import Foundation
import TestSupport
import Testing

/// `kindling watch` beside a sweep, and the bars under results.
@Suite struct WatchCommandTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
  }

  private static let sweep = [
    "sweep", "--dataset", "synthetic", "--axis", "depth=1..3", "--init", "he-normal,zeros", "--seeds", "2",
    "--epochs",
    "1",
  ]

  private func run(_ arguments: [String], under preparation: String = ":") throws -> Program.Result {
    try Program.run(arguments, in: folder.path, under: preparation)
  }

  @Test func aSweepIsFollowedFromOutside() throws {
    // Looked at again and again, until the sweep that was begun beside it is done.
    let beside = """
      "$0" \(Self.sweep.joined(separator: " ")) --jobs 1 >sweep.txt 2>&1 &
      until "$0" watch 2>/dev/null | grep -q ' 12/12 ' || ! kill -0 $! 2>/dev/null; do sleep 0.02; done; wait
      """
    let result = try run(["watch", "--json"], under: beside)
    #expect(result.code == 0)
    let status = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let sweeps = try #require(status["experiments"] as? [[String: Any]])
    try #require(sweeps.map { $0["runs"] as? Int } == [12])
    #expect(status["stores"] as? [String] == ["results/runs.db"])
    let results = ["started", "censored", "diverged"].compactMap { sweeps[0][$0] as? Int }
    #expect(results.reduce(0, +) == 12)
  }

  @Test func aSnapshotIsPlain() throws {
    #expect(try run(Self.sweep).code == 0)
    let once = try run(["watch", "results/runs.db"])
    #expect(once.code == 0)
    #expect(once.output.hasPrefix("results/runs.db: 12 runs\n\nsweep\n"))
    #expect(once.output.contains("█  12/12  100 %\n"))
    #expect(!once.output.contains("\u{1B}"))
    #expect(try run(["watch", "--once"]).output == once.output)
  }

  /// The program at a terminal of its own.
  private func runAtTerminal(_ words: String, environment: [String: String] = [:]) throws -> Program.Result {
    var environment = environment.merging(["TERM": "xterm", "COLUMNS": "60"]) { $1 }
    environment["NO_COLOR"] = environment["NO_COLOR"] ?? ""
    return try Program.run(
      [], in: folder.path, environment: environment, under: "exec script -qec \"$0 \(words)\" /dev/null")
  }

  @Test func aTerminalIsRedrawnAndHasColoursUnlessSomebodyMinds() throws {
    let sweep = try runAtTerminal(Self.sweep.joined(separator: " ") + " --watch")
    #expect(sweep.code == 0)
    #expect(sweep.output.contains("  12/12  100 %"))
    #expect(sweep.output.contains("Median epochs to start against depth"))
    // All is done: one view, and the end.
    let watch = try runAtTerminal("watch")
    #expect(watch.code == 0)
    #expect(watch.output.contains("█\u{1B}[0m  12/12  100 %\u{1B}[K\r\n"))
    let plain = try runAtTerminal("watch", environment: ["NO_COLOR": "1"])
    #expect(plain.output.contains("  █"))
    #expect(!plain.output.contains("m█"))
    // Nothing is left of a run: the view waits until somebody ends it.
    #expect(try run(["runs", "delete", "--depth", "3", "--yes"]).code == 0)
    let waiting = try runAtTerminal("watch --every 0.1 & sleep 2; kill -INT \\$!; wait \\$!")
    #expect(waiting.code == 130)
    #expect(waiting.output.contains("  8/12  66 %"))
    #expect(waiting.output.split(separator: "\u{1B}[J").count > 2)
    #expect(waiting.output.hasSuffix("kindling: interrupted\r\n"))
  }

  @Test func partsAreWatchedTogether() throws {
    for part in 1...2 { #expect(try run(Self.sweep + ["--shard", "\(part)/2"]).code == 0) }
    let parts = (1...2).map { "results/shard-\($0)-of-2.db" }
    #expect(try run(["watch"] + parts).output.contains("  12/12  100 %\n"))
    #expect(try run(["watch", parts[0]]).output.contains("  6/12  50 %\n"))
  }

  @Test func aStoreThatIsNotThereIsOneLine() throws {
    let result = try run(["watch"])
    #expect(result.code == 1)
    #expect(result.errors.hasSuffix("/results/runs.db: no such file: expected a store of results\n"))
  }

  @Test func barsArePrintedWhereTheyAreAskedFor() throws {
    let bars = "Median epochs to start against depth"
    #expect(try !run(Self.sweep).output.contains(bars))
    #expect(try run(Self.sweep + ["--plot"]).output.contains(bars))
    let train = [
      "train", "--dataset", "synthetic", "--depth", "1", "--widths", "20", "--epochs", "2", "--rate", "0.1",
    ]
    #expect(try !run(train).output.contains("test accuracy, ▁"))
    let line = try #require(run(train + ["--plot"]).output.split(separator: "\n").last)
    #expect(line.hasPrefix("test accuracy, ▁ "))
    #expect(["▁█", "█▁", "▁▁"].contains(line.suffix(2)))
    #expect(line.dropLast(2).hasSuffix(" %: "))
  }
}
