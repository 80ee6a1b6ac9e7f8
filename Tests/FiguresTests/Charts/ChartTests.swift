import Datasets
import Figures
import Forms
import Foundation
import Lab
import Papers
import TestSupport
import Testing
import Training

/// What a picture shows is what the store holds.
@Suite struct ChartTests {
  private let lab: ChartLaboratory

  init() throws { lab = try ChartLaboratory() }

  private func number(_ value: JSONValue?) -> Double? {
    switch value {
    case .integer(let whole): Double(whole)
    case .number(let number): number
    default: nil
    }
  }

  private static let starts = """
    {name: "mine", kind: "start", seeds: 2,
     trial: {data: "synthetic", batchSize: 50, architecture: {family: "constant", widths: [20]},
             criterion: {epochLimit: 2}, optimizer: {rate: 0.05}},
     axes: [{field: "init", values: ["he-normal", "he-doubled", "zeros"]}, {field: "depth", values: [1, 30]}]}
    """

  @Test func aLongTitleBreaksBetweenWords() async throws {
    struct Picture: Decodable {
      struct Title: Decodable { let text: [String] }
      let title: Title
    }
    let title =
      "Epochs until two small networks, of which one has a single layer, start to learn what was made up"
    let text = Self.starts.replacing("{name: \"mine\",", with: "{name: \"mine\", title: \"\(title)\",")
    let chart = try await lab.run(text).charts[0]
    let lines = try JSONDecoder().decode(Picture.self, from: Data(chart.picture.json.utf8)).title.text
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { $0.count <= 76 })
    #expect(lines.joined(separator: " ") == chart.title)
  }

  @Test func timesToStartAreTheStores() async throws {
    let report = try await lab.run(Self.starts)
    #expect(report.charts.map(\.file) == ["mine"])
    let rows = try lab.rows(report.charts[0])
    let grid = try Grid<StartTrial>(Experiment(text: Self.starts, source: "test"))
    for (setting, trials) in grid.bySetting(grid.trials) {
      let outcomes = try trials.compactMap { try lab.store.outcome(of: $0) }
      #expect(outcomes.count == 2)
      let those = rows.filter {
        $0["line"] == .text(setting.labels[0]) && number($0["x"]) == Double(setting.labels[1])
      }
      func shown(_ part: String, _ field: String) -> [Int] {
        those.filter { $0["part"] == .text(part) }.compactMap { number($0[field]).map { Int($0) } }.sorted()
      }
      let epochs = outcomes.compactMap(\.start.epoch).sorted()
      #expect(shown("run", "epoch") == epochs)
      let middle = try #require(those.first { $0["part"] == .text("middle") })
      #expect(number(middle["started"]) == Double(epochs.count))
      #expect(number(middle["not started"]) == Double(outcomes.count { $0.result.kind == .censored }))
      let diverged = outcomes.count { $0.result.step != nil }
      #expect(number(middle["diverged"]) == Double(diverged))
      // Of two runs the first start is the median, whatever becomes of the other.
      #expect(number(middle["epoch"]) == epochs.first.map { Double($0) })
      let share = those.first { $0["part"] == .text("share") }?["count"]
      let expected = "\(epochs.count)/2" + (diverged > 0 ? " ✕\(diverged)" : "")
      #expect(share == (epochs.count < 2 ? .text(expected) : nil))
    }
    #expect(
      Set(rows.compactMap { $0["part"] })
        == ["run", "middle", "share", "limit"].reduce(into: []) { $0.insert(.text($1)) })
  }

  @Test func aReportFromTheStoreIsThatOfTheRun() async throws {
    let report = try await lab.run(Self.starts)
    let stored = try #require(try lab.store.experiments().first)
    let again = try FigureReport.found(stored.experiment, in: lab.store, search: lab.search)
    #expect(again.missing == 0)
    #expect(again.text == report.text)
    #expect(try again.charts.map { try $0.picture.json } == report.charts.map { try $0.picture.json })
  }

  @Test func lengthsAreTheStores() async throws {
    let text = """
      {name: "lengths", kind: "lengths", trial: {networks: 200}, seeds: 1,
       axes: [{field: "init", values: ["he-normal", "lecun-normal"]}, {field: "depth", range: {from: 4, through: 12, by: 4}}]}
      """
    let report = try await lab.run(text)
    let rows = try lab.rows(report.charts[0])
    let grid = try Grid<LengthTrial>(Experiment(text: text, source: "test"))
    for trial in grid.trials {
      let outcome = try #require(try lab.store.outcome(of: trial))
      let depth = try Double(trial.architecture.depth())
      let those = rows.filter { $0["line"] == .text(trial.initialization.name) && number($0["x"]) == depth }
      let measured = try #require(those.first { $0["part"] == .text("measured") })
      #expect(number(measured["y"]) == outcome.layers.last?.mean)
      let theory = try #require(those.first { $0["part"] == .text("theory") })
      #expect(number(theory["y"]) == (trial.initialization.name == "he-normal" ? 1 : pow(0.5, depth)))
    }
  }

  /// Regions stand over epochs, over the first half epoch alone, and over what was learnt.
  @Test func regionsAndAccuraciesAreTheStores() async throws {
    let text = """
      {name: "regions", kind: "regions", seeds: 2,
       trial: {architecture: {family: "constant", depth: 2, widths: [5]}, moments: [0, 0.1, 0.2, 0.5, 1],
               input: {planes: {set: "synthetic", count: 1, window: 20}}},
       axes: [{name: "corrupted", field: "corruptedLabels", values: [0, 1]}]}
      """
    let report = try await lab.run(text)
    #expect(report.charts.map(\.file) == ["regions-start", "regions", "regions-accuracy"])
    let points = try report.charts.map { try lab.rows($0).filter { $0["part"] == .text("measured") } }
    #expect(points.map(\.count) == [8, 10, 10])
    let trials = try Grid<RegionTrial>(Experiment(text: text, source: "test")).trials
    let outcomes = try trials.filter { $0.corruptedLabels == 1 }.compactMap { try lab.store.outcome(of: $0) }
    #expect(outcomes.count == 2)
    let ends = try outcomes.map { try #require($0.moments.last) }
    let learnt = ends.reduce(0) { $0 + ($1.trainingAccuracy ?? -9) } / 2
    let regions = ends.reduce(0) { $0 + Double($1.regions[0]) } / 2
    let point = try #require(points[2].first { $0["line"] == .text("1") && number($0["x"]) == learnt })
    #expect(abs(try #require(number(point["y"])) - regions / 100) < 1e-12)
    let table = report.tables[0].table
    #expect(table.columns.map(\.heading).suffix(2) == ["training %", "test %"])
    #expect(table.rows.last?[8] == String(format: "%.1f", 100 * learnt))
    #expect(table.notes[0].contains("in the window ±20 of the two images' coordinates"))
  }

  @Test func aHeatMapHasACellForEverySettingAndLinesOfEqualSums() async throws {
    let report = try await lab.run(
      """
      {name: "grid", kind: "start", trial: {data: "synthetic", criterion: {epochLimit: 1}}, seeds: 1,
       axes: [{field: "depth", values: [2, 4, 8]}, {field: "width", values: [2, 4, 8]}]}
      """)
    let rows = try lab.rows(report.charts[0])
    #expect(rows.count { $0["part"] == .text("cell") } == 9)
    // Σ 1/n = depth / width, so a line of equal sums is straight through the origin.
    let line = rows.filter { $0["part"] == .text("contour") && $0["level"] == .text("Σ 1/n = 2") }
    #expect(!line.isEmpty)
    for point in line {
      let (x, y) = (try #require(number(point["x"])), try #require(number(point["y"])))
      #expect(abs(x / y - 2) < 1e-12)
    }
  }

  /// A choice belongs to one layer: readers that spread it over all find one name twice.
  @Test func aChoiceNamesItsLayer() async throws {
    struct Picture: Decodable {
      struct Parameter: Decodable { let name: String, views: [String] }
      struct Layer: Decodable { let name: String?, params: [Parameter]? }
      let params: [Parameter], layer: [Layer]
    }
    let chart = try await lab.run(Self.starts).charts[0]
    let picture = try JSONDecoder().decode(Picture.self, from: Data(chart.picture.json.utf8))
    #expect(picture.params.map(\.name) == ["chosen"])
    #expect(picture.params[0].views == ["layer_0"])
    #expect(picture.layer.map(\.name).prefix(2) == ["layer_0", nil])
    #expect(picture.layer.allSatisfy { $0.params == nil })
  }

  @Test func theLawOfTheLogarithmIsDrawnBesideTheCounts() async throws {
    var options = FigureOptions(level: .quick, dataset: .synthetic, colourDataset: .syntheticColour)
    options.depths = [10]
    options.networks = 300
    options.initializations = [.heNormal]
    let experiment = try options.experiment(.fig1a)
    let report = try await FigureReport.run(
      experiment, on: Runner(jobs: 1, search: lab.search, store: lab.store))
    let rows = try lab.rows(try #require(report.charts.first { $0.file == "fig1a-law" }))
    let bars = rows.filter { $0["part"] == .text("bar") }
    let trial = try Grid<LengthTrial>(experiment).trials[0]
    let dead = try #require(try lab.store.outcome(of: trial)?.layers.last?.dead)
    #expect(bars.compactMap { number($0["networks"]) }.reduce(0, +) == Double(300 - dead))
    #expect(rows.contains { $0["part"] == .text("law") })
  }

  @Test func halfAFigureIsDrawnAndWhatIsMissingCounted() async throws {
    _ = try await lab.run(Self.starts.replacing("[1, 30]", with: "[1]"))
    let report = try FigureReport.found(
      Experiment(text: Self.starts, source: "test"), in: lab.store, search: lab.search)
    #expect(report.missing == 6)
    #expect(try !lab.rows(report.charts[0]).isEmpty)
  }

  @Test func nothingAtAllIsNoError() throws {
    let report = try FigureReport.found(
      Experiment(text: Self.starts, source: "test"), in: lab.store, search: lab.search)
    #expect(report.missing == 12)
    #expect(report.tables[0].table.rows.isEmpty)
    #expect(!report.text.isEmpty)
  }

  @Test func coloursAreTheSameInEveryFigure() async throws {
    func colours(_ text: String) async throws -> [String: String] {
      let scale = try await lab.run(text).charts[0].channel("color")["scale"]
      let (domain, range) = (scale?["domain"]?.values ?? [], scale?["range"]?.values ?? [])
      try #require(!domain.isEmpty && domain.count == range.count)
      return Dictionary(uniqueKeysWithValues: zip(domain.map(\.summary), range.map(\.summary)))
    }
    let all = try await colours(Self.starts)
    let some = try await colours(
      Self.starts.replacing(#""he-normal", "he-doubled", "zeros""#, with: #""zeros", "he-doubled""#))
    #expect(Set(all.values).count == 3)
    for (line, colour) in some { #expect(all[line] == colour) }
  }
}
