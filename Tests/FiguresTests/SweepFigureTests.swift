import Datasets
import Figures
import Lab
import Papers
import Testing
import Training

/// A sweep's report shows its grid and says whether Σ 1/n goes with the start.
@Suite struct SweepFigureTests {
  private func experiment(_ text: String) throws -> Experiment { try Experiment(text: text, source: "test") }

  private let runner = Runner(jobs: 2, search: DataSearch(places: []))

  @Test func depthAndWidthMakeAGridForEachInitialisation() async throws {
    let report = try await FigureReport.run(
      experiment(
        """
        {name: "grid", kind: "start", trial: {data: "synthetic", criterion: {epochLimit: 1}}, seeds: 1, axes: [
          {field: "depth", values: [1, 2]}, {field: "width", values: [3, 4, 5]}, {field: "init", values: ["he-normal", "zeros"]}]}
        """), on: runner)
    let table = try #require(report.tables.first)
    #expect(table.table.rows.count == 12)
    #expect(table.grids.map(\.rows.count) == [3, 3])
    #expect(table.grids.map { $0.columns.count } == [3, 3])
    #expect(table.grids.allSatisfy { $0.title.contains("synthetic") })
    #expect(report.claims.map(\.statement).map { String($0.prefix(9)) } == ["he-normal", "zeros: th"])
    #expect(report.text.contains("width ↓  depth →"))
  }

  @Test func lengthsAreToldOfAtTheirLayers() async throws {
    let report = try await FigureReport.run(
      experiment(
        """
        {name: "layers", kind: "lengths", trial: {networks: 10000, architecture: {family: "constant", widths: [20], depth: 4}},
          seeds: 2, layers: [1, 4], axes: [{field: "init", values: ["he-normal", "lecun-normal"]}]}
        """), on: runner)
    let table = try #require(report.tables.first).table
    #expect(table.rows.count == 4)
    #expect(table.rows.map { $0[2] } == Array(repeating: "20000", count: 4))
    #expect(report.claims.map(\.verdict) == [.held])
  }

  @Test func cellsTellHowManyStarted() {
    let outcomes: [StartTrial.Outcome] = [.started(epoch: 2), .started(epoch: 4), .censored(epoch: 9)].map {
      StartTrial.Outcome(start: $0, epochs: [])
    }
    var trial = StartTrial.standard
    trial.criterion = StartCriterion(epochLimit: 9)
    let groups = [
      StartGroup(points("1", "7"), trial, outcomes), StartGroup(points("2", "7"), trial, [outcomes[2]]),
      StartGroup(points("1", "8"), trial, [outcomes[0]]),
    ]
    let tables = StartGridTable(["depth", "width"], groups, x: 0, y: 1).tables("title")
    #expect(tables.map(\.title) == ["title"])
    #expect(tables[0].rows == [["7", "3.0 (2/3)", "> 9"], ["8", "2.0", "–"]])
  }
}
