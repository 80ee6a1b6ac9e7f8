import Figures
import Forms
import Foundation
import Lab
import Testing
import Training

/// Learning curves tell of all runs of a setting.
@Suite struct LearningChartTests {
  private func charts(runs: Int, accuracy: Double, diverging: Int = 0) throws -> [Chart] {
    let experiment = try Experiment(
      text: """
        {name: "mine", kind: "start", seeds: \(runs), axes: [{field: "rate", values: [0.1, 0.2]}],
         trial: {data: "synthetic", criterion: {accuracy: \(accuracy), epochLimit: 3}}}
        """, source: "test")
    let grid = try Grid<StartTrial>(experiment)
    let groups = grid.bySetting(grid.trials).map { setting, trials in
      StartGroup(
        setting.points, setting.trial,
        trials.indices.map { number in
          let isDiverged = number < diverging
          let records = (1...(isDiverged ? 1 : 3)).map { epoch in
            EpochRecord(
              epoch: epoch, trainingLoss: 1, testLoss: 1, testAccuracy: Double(epoch * 10 + number) / 100)
          }
          return StartTrial.Outcome(
            start: isDiverged ? .diverged(step: 9) : .censored(epoch: 3), epochs: records)
        })
    }
    return StartGroup.report(Measured(experiment, groups)).charts
  }

  @Test func aBandHoldsTheRunsOfASetting() throws {
    let chart = try #require(charts(runs: 3, accuracy: 1).first { $0.file == "mine-curves" })
    let curve = chart.rows("curve").filter { $0["line"] == .text("0.1") }
    #expect(curve.map { $0["x"]?.number } == [1, 2, 3])
    #expect(curve.map { $0["y"]?.number?.rounded() } == [11, 21, 31])
    #expect(curve.map { $0["low"]?.number?.rounded() } == [10, 20, 30])
    #expect(curve.map { $0["high"]?.number?.rounded() } == [12, 22, 32])
    #expect(try chart.layers.first?["mark"]?["type"] == .text("area"))
    #expect(chart.picture.title.caption?.contains("at the end medians from 31.0 to 31.0 %") == true)
  }

  /// Of twenty runs the middle sixteen; those that diverged are the least.
  @Test func manyRunsAreTheMiddleOfThem() throws {
    let chart = try #require(charts(runs: 20, accuracy: 1, diverging: 3).first { $0.file == "mine-curves" })
    let end = try #require(chart.rows("curve").last { $0["line"] == .text("0.1") })
    #expect(end["low"]?.number == 0)
    #expect(end["high"]?.number?.rounded() == 47)
    #expect(abs(try #require(end["y"]?.number) - 39.5) < 1e-9)
  }

  /// Where runs end as they start, survivors alone would be left.
  @Test func runsThatEndAtTheirStartHaveNoCurves() throws {
    #expect(try charts(runs: 3, accuracy: 0.2).map(\.file) == ["mine"])
  }
}
