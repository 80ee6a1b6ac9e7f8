import Figures
import Forms
import Foundation
import Lab
import Testing
import Training

/// Times to start are drawn as what they are: some runs never start.
@Suite struct StartChartTests {
  private static let depths = (name: "depth", values: "[5, 10, 20]")

  private func report(
    seeds: Int, chart: String? = nil, _ fate: (_ depth: String, Int) -> Start
  ) throws -> FigureReport {
    try MadeStarts.report(MadeStarts.text([Self.depths], seeds: seeds, chart: chart)) { fate($0[0], $1) }
  }

  private func epochs(_ chart: Chart) -> [Double?] { chart.rows("middle").map { $0["epoch"]?.number } }

  /// One survivor's early start is not the mean of three.
  @Test func aFewSurvivorsAreNoMean() throws {
    let chart = try report(seeds: 3) { depth, number in
      depth == "20" && number > 0 ? .censored(epoch: 20) : .started(epoch: depth == "20" ? 5 : 10)
    }.charts[0]
    #expect(epochs(chart) == [10, 10, nil])
    #expect(chart.rows("share").map { $0["count"] } == [.text("1/3")])
    #expect(chart.rows("interval").isEmpty, "three runs tell of no interval")
    #expect(chart.rows("run").count == 7)
    #expect(
      chart.picture.title.caption?.contains("7 of 9 runs started; Kaplan–Meier medians from 10 to 10") == true
    )
  }

  @Test func theMedianCountsThoseThatNeverStarted() throws {
    let chart = try report(seeds: 10) { depth, number in
      switch depth {
      case "5": .started(epoch: number + 1)
      case "10": number < 6 ? .started(epoch: number + 1) : .censored(epoch: 20)
      default: number < 4 ? .started(epoch: 1) : .diverged(step: 7)
      }
    }.charts[0]
    #expect(epochs(chart) == [5, 5, nil])
    // The second of ten from either side; of those that never started none came.
    let ends = chart.rows("interval").map { [$0["low"]?.number, $0["high"]?.number] }
    #expect(ends[0] == [2, 9] && ends[1][0] == 2)
    #expect(try #require(ends[1][1]) > 20)
    #expect(chart.rows("share").map { $0["count"] } == [.text("6/10"), .text("4/10 ✕6")])
    #expect(chart.picture.title.caption?.contains("20 of 30 runs started, 6 diverged") == true)
  }

  @Test func theRestrictedMeanComesOnRequest() throws {
    let chart = try report(seeds: 4, chart: #"{x: "depth", statistic: "restricted-mean"}"#) { depth, number in
      depth == "20" ? .censored(epoch: 20) : number == 3 ? .censored(epoch: 20) : .started(epoch: 4)
    }.charts[0]
    // (4 + 4 + 4 + 20) / 4, and twenty where none started.
    #expect(epochs(chart) == [8, 8, 20])
    #expect(chart.picture.title.caption?.hasPrefix("line: restricted mean of all runs") == true)
  }

  @Test func nothingStartedIsSaidOfEachPoint() throws {
    let chart = try report(seeds: 100) { _, _ in .diverged(step: 3) }.charts[0]
    #expect(chart.rows("share").map { $0["count"] } == Array(repeating: .text("0/100 ✕100"), count: 3))
    #expect(epochs(chart) == [nil, nil, nil])
    // The counts stand above the last epoch, inside the frame.
    let top = try #require(try chart.channel("y")["scale"]?["domain"]?.values?[1].number)
    for row in chart.rows("share") {
      let lane = try #require(row["lane"]?.number)
      #expect(20 < lane && lane < top)
    }
  }

  /// The counts of lines stand in lanes of their own.
  @Test func countsOfLinesDoNotLieUponEachOther() throws {
    let text = MadeStarts.text(
      [Self.depths, ("init", #"["zeros", "he-doubled", "lecun-normal"]"#)], seeds: 3)
    let chart = try MadeStarts.report(text) { labels, _ in
      labels[1] == "lecun-normal" ? .started(epoch: 1) : .censored(epoch: 20)
    }.charts[0]
    let shares = chart.rows("share")
    #expect(shares.count == 6)
    #expect(Set(shares.map { [$0["x"], $0["lane"]] }).count == 6)
    #expect(Set(shares.map { $0["lane"] }).count == 2)
  }

  /// A hundred runs of fifty settings are no five thousand circles.
  @Test func manyRunsAreQuantiles() throws {
    let depths = (1...10).map { "\(4 * $0)" }.joined(separator: ", ")
    let text = MadeStarts.text(
      [("depth", "[\(depths)]"), ("width", "[5, 10, 20, 40, 80]")], seeds: 100, chart: #"{x: "depth"}"#)
    let chart = try MadeStarts.report(text) { _, number in .started(epoch: number % 20 + 1) }.charts[0]
    #expect(chart.rows("run").isEmpty)
    #expect(chart.rows("quantile").count == 4 * 50)
    let own = chart.rows("quantile").prefix(4).map { $0["epoch"]?.number }
    #expect(own == [2, 5, 15, 18])
    #expect(try chart.picture.json.utf8.count < 100_000)
  }
}
