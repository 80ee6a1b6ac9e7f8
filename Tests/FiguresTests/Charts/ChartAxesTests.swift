import Datasets
import Figures
import Forms
import Lab
import Testing
import Training

/// Every axis of an experiment has its place in the picture, or the picture is refused.
@Suite struct ChartAxesTests {
  private static let depth = (name: "depth", values: "[2, 4, 8]")
  private static let rate = (name: "rate", values: "[0.1, 0.2]")
  private static let initializations = (name: "init", values: #"["he-normal", "he-doubled", "zeros"]"#)
  private static let batch = (name: "batchSize", values: "[50, 100]")

  private func chart(_ axes: [(name: String, values: String)], chart: String? = nil) throws -> Chart {
    let text = MadeStarts.text(axes, seeds: 3, chart: chart)
    return try MadeStarts.report(text) { _, number in .started(epoch: number + 1) }.charts[0]
  }

  /// In each panel a line has one point at each place: no line goes back and forth.
  private func expectLines(_ chart: Chart, panels: Int, lines: Int, places: Int) {
    let middles = chart.rows("middle")
    #expect(middles.count == max(panels, 1) * lines * places)
    let own = Set(middles.map { [$0["panel"] ?? .null, $0["line"] ?? .null, $0["x"] ?? .null] })
    #expect(own.count == middles.count)
    #expect(Set(middles.compactMap { $0["panel"] }).count == panels)
    #expect(Set(middles.compactMap { $0["line"] }).count == lines)
  }

  @Test func twoAxesAreOnePanel() throws {
    let chart = try chart([Self.depth, Self.rate])
    expectLines(chart, panels: 0, lines: 2, places: 3)
    #expect(try chart.specification["facet"] == nil)
  }

  @Test func aThirdAxisMakesPanels() throws {
    let chart = try chart([Self.depth, Self.rate, Self.initializations])
    expectLines(chart, panels: 2, lines: 3, places: 3)
    let whole = try chart.specification
    #expect(whole["facet"]?["field"] == .text("panel"))
    #expect(whole["facet"]?["sort"] == .list([.text("rate 0.1"), .text("rate 0.2")]))
    #expect(whole["columns"] == .integer(2))
    #expect(whole["layer"] == nil && whole["width"] == nil)
    // The line at the last epoch stands in each panel, and makes none of its own.
    #expect(chart.rows("limit").map { $0["panel"] } == [.text("rate 0.1"), .text("rate 0.2")])
    #expect(chart.picture.data.values.allSatisfy { $0["panel"] != nil })
  }

  @Test func aFourthAxisMakesMore() throws {
    let axes = [Self.depth, Self.rate, Self.initializations, Self.batch]
    expectLines(try chart(axes), panels: 4, lines: 3, places: 3)
    let named = try chart(axes, chart: #"{x: "depth", lines: "batchSize"}"#)
    expectLines(named, panels: 6, lines: 2, places: 3)
  }

  @Test func whatNobodyCanReadIsRefusedWithWhatToDo() throws {
    let rates = (name: "rate", values: "[\((1...20).map { "0.\(100 + $0)" }.joined(separator: ", "))]")
    let text = MadeStarts.text(
      [Self.depth, rates, Self.initializations], seeds: 1, chart: #"{x: "depth", lines: "init"}"#)
    let report = try MadeStarts.report(text) { _, _ in .started(epoch: 1) }
    #expect(report.charts.isEmpty)
    #expect(report.undrawn.count == 1)
    #expect(
      report.undrawn[0].contains("'rate' would make 20 panels, and 16 can be read: vary them in fewer points")
    )
    #expect(report.tables[0].table.rows.count == 180)
    let many = (name: "rate", values: "[\((1...40).map { "0.\(100 + $0)" }.joined(separator: ", "))]")
    let lines = try MadeStarts.report(MadeStarts.text([Self.depth, many], seeds: 1)) { _, _ in
      .started(epoch: 1)
    }
    #expect(lines.charts.isEmpty && lines.undrawn[0].contains("'rate' would make 40 lines"))
  }

  @Test func namesStandFromLeftToRight() throws {
    let chart = try chart([Self.initializations])
    let x = try chart.channel("x")
    #expect(x["type"] == .text("nominal"))
    #expect(x["sort"] == .list([.text("he-normal"), .text("he-doubled"), .text("zeros")]))
    #expect(chart.rows("middle").count == 3)
    #expect(
      try chart.layers.allSatisfy { $0["mark"]?["type"] != .text("line") }, "no way leads from name to name")
    let two = try self.chart([Self.initializations, Self.rate], chart: #"{x: "init", lines: "rate"}"#)
    #expect(try two.channel("xOffset")["field"] == .text("line"))
  }

  @Test func otherSortsOfTrialsHavePanelsToo() async throws {
    let lab = try ChartLaboratory()
    let report = try await lab.run(
      """
      {name: "lengths", kind: "lengths", trial: {networks: 20}, seeds: 1,
       axes: [{field: "depth", values: [1, 2, 3]}, {field: "width", values: [5, 10]},
              {field: "init", values: ["he-normal", "lecun-normal", "glorot-normal"]}]}
      """)
    let measured = report.charts[0].rows("measured")
    #expect(Set(measured.compactMap { $0["panel"] }) == [.text("width 5"), .text("width 10")])
    #expect(Set(measured.map { [$0["panel"], $0["line"], $0["x"]] }).count == 18)
  }
}
