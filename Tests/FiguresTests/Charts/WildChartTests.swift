import Datasets
import Figures
import Forms
import Foundation
import Lab
import Papers
import TestSupport
import Testing

/// Names and numbers that nobody foresaw, in pictures and tables.
@Suite struct WildChartTests {
  private let lab: ChartLaboratory

  init() throws { lab = try ChartLaboratory() }

  /// Axes are called as people like; the data's fields are the program's, and have none of these names.
  @Test(arguments: [
    "x", "y", "mean", "part", "text", "it's", #"say "hi""#, "a.b", "a[0]", #"back\slash\"#, #"q\""#, "😀",
    "two\nlines",
    "datum.x", "${x}", "x label",
  ])
  func noAxisIsAField(name: String) async throws {
    let grid: [String: Any] = [
      "name": "grid", "kind": "start", "seeds": 1, "chart": ["x": name, "y": "other"],
      "trial": ["data": "synthetic", "criterion": ["epochLimit": 1]],
      "axes": [("depth", name), ("width", "other")].map { field, name in
        ["name": name, "field": field, "values": [2, 4]] as [String: Any]
      },
    ]
    let text = String(decoding: try JSONSerialization.data(withJSONObject: grid), as: UTF8.self)
    let chart = try #require(try await lab.run(text).charts.first)
    let rows = try lab.rows(chart)
    #expect(rows.count { $0["part"] == .text("cell") } == 4)
    #expect(
      rows.allSatisfy { row in row["x label"].map { ["2", "4"].map(JSONValue.text).contains($0) } ?? true })
    let fields = Set(rows.flatMap(\.keys))
    #expect(fields.isSubset(of: Self.fields), "\(fields)")
    // Vega-Lite puts titles into expressions, and escapes only quotation marks.
    let titles = try titles(chart)
    #expect(titles.contains { $0.hasPrefix(String(name.prefix(1))) })
    #expect(titles.allSatisfy { title in !title.contains { $0 == "\\" || $0.isNewline } })
    // What was run is told of ever after.
    let stored = try #require(try lab.store.experiments().last)
    #expect(try FigureReport.found(stored.experiment, in: lab.store, search: lab.search).charts.count == 1)
  }

  private static let fields: Set<String> = [
    "part", "x", "x1", "x2", "y", "y1", "y2", "x label", "y label", "epoch", "text", "share", "isWhole",
    "isLight",
    "started", "not started", "diverged", "inverse widths", "level",
  ]

  /// All titles of channels.
  private func titles(_ chart: Chart) throws -> [String] {
    func titles(_ value: JSONValue) -> [String] {
      switch value {
      case .object(let fields):
        fields.flatMap { name, value -> [String] in
          if name == "title", case .text(let title) = value { return [title] }
          return titles(value)
        }
      case .list(let values): values.flatMap(titles)
      default: []
      }
    }
    let picture = try JSONDecoder().decode(JSONValue.self, from: Data(chart.picture.json.utf8))
    return titles(picture["layer"] ?? .null)
  }

  /// One network tells of no error, and nothing that is not a number reaches JSON or CSV.
  @Test(arguments: [
    #"kind: "lengths", trial: {networks: 1}"#, #"kind: "jacobians", trial: {networks: 1}"#,
    #"kind: "jacobians", trial: {networks: 1, hasSpectrum: true}"#,
    #"kind: "layer-law", trial: {networks: 1}"#,
    #"kind: "products", trial: {networks: 1}"#,
    #"kind: "products", trial: {networks: 2, hasGradients: true}"#,
    #"kind: "regions", trial: {}"#,
    #"kind: "signals", trial: {data: "synthetic", steps: [0, 1], optimizer: {rate: 1e30}}"#,
    #"kind: "signals", trial: {data: "synthetic", steps: [0], examples: 1, initialization: "zeros"}"#,
    #"kind: "lengths", trial: {networks: 2, initialization: "constant:1e30", architecture: {depth: 90}}"#,
    #"kind: "lengths", trial: {networks: 2, initialization: "zeros"}"#,
    #"kind: "jacobians", trial: {networks: 3, initialization: "constant:1e30"}"#,
    #"kind: "jacobians", trial: {networks: 3, initialization: "zeros", hasSpectrum: true}"#,
  ])
  func nothingIsNotANumber(kind: String) async throws {
    let report = try await lab.run(
      #"{name: "one", \#(kind), axes: [{field: "depth", values: [1, 3]}], seeds: 1}"#)
    for chart in report.charts { #expect(try !chart.picture.json.contains("nan")) }
    for table in report.tables {
      #expect(!table.data.text.contains("nan") && !table.table.text.contains("nan"), "\(table.table.text)")
    }
    #expect(report.claims.allSatisfy { $0.ifFalse <= 1 && $0.ifTrue <= 1 && !$0.evidence.contains("nan") })
  }

  /// Whether singular values are computed may be what is varied.
  @Test func settingsMayDifferInWhetherTheyHaveSpectra() async throws {
    let report = try await lab.run(
      """
      {name: "mixed", kind: "jacobians", trial: {networks: 3}, seeds: 1,
       axes: [{field: "depth", values: [1, 3]}, {field: "hasSpectrum", values: [true, false]}]}
      """)
    #expect(report.tables[0].table.rows.count == 4)
  }

  /// An experiment may have a figure's name and axes, and be of other networks.
  @Test func aNameMakesNoFigure() async throws {
    let report = try await lab.run(
      """
      {name: "fm2", kind: "lengths", trial: {networks: 3, architecture: {kind: "resnet-fc"}}, seeds: 1,
       axes: [{name: "widths", field: "architecture.width", values: [5]}, {field: "depth", values: [2, 3]}]}
      """)
    #expect(report.tables[0].table.rows.count == 2)
  }
}
