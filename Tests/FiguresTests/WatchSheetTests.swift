import Figures
import Foundation
import Lab
import Storage
import TestSupport
import Testing
import Training

@Suite struct WatchSheetTests {
  private func sweep(
    _ name: String, runs: Int = 40, _ results: [RunResult.Kind: Int], underWay: Int = 0, since: Double? = nil,
    left: Double? = nil
  ) -> SweepStatus {
    SweepStatus(
      name: name, title: nil, runs: runs, results: results, underWay: underWay, secondsSinceFirst: since,
      secondsLeft: left)
  }

  private func status(_ sweeps: [SweepStatus], last: [StoredRun] = [], quiet: Double? = nil) -> WatchStatus {
    WatchStatus(
      stores: ["runs.db"], runs: 21, experiments: sweeps, lastRuns: last, secondsQuiet: quiet,
      time: "2026-01-01T00:00:00Z")
  }

  /// A run that started and one that diverged, as a store lists them.
  private func lastRuns() throws -> [StoredRun] {
    let folder = try TemporaryDirectory()
    let store = try Store(URL(fileURLWithPath: folder["runs.db"]))
    for (seed, start) in [Start.diverged(step: 7), .started(epoch: 1)].enumerated() {
      var trial = StartTrial.standard
      trial.seed = UInt64(seed)
      let origin = RunOrigin(
        provenance: .current(jobs: 2, environment: [:]), sources: [], seconds: 0.25, finished: Date())
      try store.add(.init(start: start, epochs: []), of: trial, from: origin)
    }
    return try store.runs()
  }

  @Test func aSweepUnderWay() throws {
    let results: [RunResult.Kind: Int] = [.started: 10, .censored: 4, .diverged: 6]
    let sheet = WatchSheet(
      status([sweep("fig1b", results, underWay: 2, since: 75, left: 3700)], last: try lastRuns(), quiet: 59))
    #expect(
      sheet.lines(width: 60) == [
        "runs.db: 21 runs", "", "fig1b", "  ██████████████████████░░░░░░░░░░░░░░░░░░░░░░░  20/40  50 %",
        "  10 started, 4 censored, 6 diverged, at least 2 under way",
        "  1 min 15 s since the first run began, about 1 h 1 min left", "", "last runs",
        "  started at epoch 1, 0.25 s: he-normal, depth 10, seed 1, …",
        "  diverged at step 7, 0.25 s: he-normal, depth 10, seed 0, …",
      ])
  }

  @Test func coloursTellResultsApart() {
    let half = status([sweep("a", [.started: 10, .censored: 4, .diverged: 6])])
    let line = WatchSheet(half, inColour: true).lines(width: 30)[3]
    #expect(
      line
        == "  \u{1B}[32m███\u{1B}[0m\u{1B}[33m██\u{1B}[0m\u{1B}[31m██\u{1B}[0m░░░░░░░░  20/40  50 %")
    #expect(!WatchSheet(half).lines().joined().contains("\u{1B}"))
  }

  @Test func onlyAllIsAWholeBar() {
    func bar(_ done: Int) -> String {
      WatchSheet(status([sweep("a", runs: 1000, [.measured: done])])).lines()[3]
    }
    #expect(bar(999).contains("█░  999/1000  99 %"))
    #expect(bar(1000).hasSuffix("██  1000/1000  100 %"))
    #expect(!bar(1000).contains("░"))
  }

  @Test func silenceIsToldOfUntilAllIsDone() {
    let sweeps = [sweep("a", [.started: 1], since: 8)]
    #expect(
      WatchSheet(status(sweeps, quiet: 90)).lines()[0] == "runs.db: 21 runs, nothing new for 1 min 30 s")
    let done = WatchSheet(status([sweep("a", runs: 1, [.started: 1], since: 8)], quiet: 90)).lines()
    #expect(done[0] == "runs.db: 21 runs")
    #expect(done.last == "  took 8 s from the first run to the last")
    #expect(WatchSheet(status([])).lines() == ["runs.db: 21 runs", "", "No experiment is noted."])
  }

  @Test func aLowTerminalShowsTheLastExperiments() throws {
    let sweeps = ["a", "b", "c"].map { sweep($0, [.started: 1], since: 8) }
    let whole = WatchSheet(status(sweeps, last: try lastRuns())).lines()
    #expect(whole.count == 20)
    let sheet = WatchSheet(status(sweeps, last: try lastRuns()))
    #expect(sheet.lines(height: 20) == whole)
    let low = sheet.lines(height: 14)
    #expect(low.count == 13)
    #expect(low[2] == "1 earlier experiment")
    #expect(low.contains("b") && low.contains("c") && !low.contains("a"))
    for width in 1...100 { #expect(sheet.lines(width: width).count == 20) }
    for height in 1...25 { #expect(sheet.lines(height: height).count <= height) }
  }
}
