import Figures
import Forms
import Foundation
import Lab
import Network
import Testing
import Training

@Suite struct SignalTableTests {
  private let trial = SignalTrial(
    data: .synthetic, architecture: .fullyConnected(FullyConnected(.square, depth: 1)),
    initialization: PopularInitialization.heNormal.initialization, seed: 1, steps: [0, 5], examples: 30)

  private func outcome(_ length: Double, diverging step: Int? = nil) -> SignalTrial.Outcome {
    let moments = [0, 5].filter { $0 < step ?? .max }.map { step in
      SignalMoment(
        step: step, loss: 2.5,
        layers: [[.length: length + Double(step), .dead: 0.25, .gradient: 0], [.gradient: 0.5]])
    }
    return SignalTrial.Outcome(layers: ["hidden1", "output"], moments: moments, divergence: step)
  }

  @Test func aRunHasARowForEachMomentAndLayer() {
    let table = SignalTable([], [SignalGroup([], trial, [outcome(1)])]).table("title")
    #expect(
      table.columns.map(\.heading) == [
        "step", "layer", "mean", "variance", "length", "correlation", "dead %", "saturated %", "gradient",
        "update",
      ])
    #expect(
      table.rows == [
        ["0", "hidden1", "–", "–", "1.00", "–", "25.0", "–", "0", "–"],
        ["0", "output", "–", "–", "–", "–", "–", "–", "0.500", "–"],
        ["5", "hidden1", "–", "–", "6.00", "–", "25.0", "–", "0", "–"],
        ["5", "output", "–", "–", "–", "–", "–", "–", "0.500", "–"],
      ])
    #expect(table.notes.allSatisfy { !$0.contains("diverged") })
  }

  /// Theory's columns stand where it knows something, for the beginning alone; z where runs are several.
  @Test func theoryStandsBesideWhatIsMeasured() throws {
    let expectations: [[Signal: Double]] = [[.length: 3], [:]]
    let one = SignalTable([], [SignalGroup([], trial, [outcome(1)], expecting: expectations)]).table("title")
    #expect(one.columns.map(\.heading)[4...6] == ["length", "theory", "correlation"])
    #expect(one.rows.map { $0[5] } == ["3.00", "–", "–", "–"])
    let several = SignalTable(
      [], [SignalGroup([], trial, [outcome(1), outcome(2)], expecting: expectations)]
    ).table("title")
    let place = try #require(several.columns.firstIndex { $0.heading == "z" })
    // 1 and 2: mean 1.5, standard error 1/2.
    #expect(several.rows[0][place] == "-3.0")
    let rows = SignalRow.all(outcome(1), expecting: expectations)
    #expect(rows[0].values[11...].map { $0.map { "\($0)" } } == ["3.0", nil])
    #expect(rows[2].values[11...].allSatisfy { $0 == nil })
  }

  /// Means over the runs that came so far, with their errors; what diverged is said.
  @Test func severalRunsAreTakenTogether() throws {
    let group = SignalGroup(points("7"), trial, [outcome(1), outcome(3), outcome(8, diverging: 4)])
    let table = SignalTable(["width"], [group]).table("title")
    #expect(table.rows[0].prefix(5) == ["7", "0", "hidden1", "3", "1"])
    // 1, 3 and 8: mean 4, deviation √13.
    #expect(table.rows[0][7] == "4.00 ± 2.1")
    #expect(table.rows[2].prefix(5) == ["7", "5", "hidden1", "2", "1"])
    #expect(table.rows[2][7] == "7.00 ± 1.0")
    #expect(table.notes.last?.hasPrefix("1 run diverged at step 4") == true)
    let lines = SignalTable(["width"], [group]).csv.text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let measures = Signal.allCases.flatMap { [$0.rawValue, "\($0.rawValue)_error"] }
    #expect(lines[0] == ["width", "step", "place", "layer", "runs", "diverged"] + measures)
    let values = Dictionary(uniqueKeysWithValues: zip(lines[0], lines[1]))
    #expect(values["length"] == "4.0" && values["dead"] == "0.25" && values["mean"] == "")
    let error = try #require(Double(values["length_error"] ?? ""))
    #expect(abs(error - (13.0 / 3).squareRoot()) < 1e-12)
  }

  /// A row for programs says what the layer has, in JSON as in CSV.
  @Test func rowsOfARun() throws {
    let rows = SignalRow.all(outcome(1))
    #expect(rows.count == 4)
    #expect(
      SignalRow.fields == ["step", "layer", "loss"] + Signal.allCases.map(\.rawValue)
        + ["expected_length", "expected_correlation"])
    #expect(CSV.line(rows[2].values) == "5,hidden1,2.5,,,6.0,,0.25,,0.0,,,\n")
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(
      String(decoding: try encoder.encode(rows[1]), as: UTF8.self)
        == #"{"gradient":0.5,"layer":"output","loss":2.5,"step":0}"#)
  }

  /// A line a moment; zero has no place on a scale of equal ratios.
  @Test func thePictureHasALineForEachMoment() throws {
    let group = SignalGroup([], trial, [outcome(1)])
    let chart = try #require(SignalChart.overSteps(.length, of: group, file: "length", title: "t"))
    #expect(chart.picture.data.values.map { $0["line"] } == [.text("0"), .text("5")])
    #expect(chart.picture.data.values.map { $0["y"] } == [.number(1), .number(6)])
    let gradient = try #require(SignalChart.overSteps(.gradient, of: group, file: "g", title: "t"))
    #expect(gradient.picture.data.values.map { $0["x"] } == [.integer(2), .integer(2)])
    #expect(SignalChart.overSteps(.mean, of: group, file: "m", title: "t") == nil)
  }
}
