import Figures
import Forms
import Foundation
import Lab
import Testing
import Training

/// A heat map is read off by itself: its ticks, its numbers, and its colours beside those of another.
@Suite struct HeatMapTests {
  private static let axes: [(name: String, values: String)] = [
    ("depth", "[5, 10, 20]"), ("width", "[5, 10, 40]"), ("init", #"["he-normal", "zeros"]"#),
  ]

  private func charts(_ axes: [(name: String, values: String)] = Self.axes, chart: String? = nil) throws
    -> [Chart]
  {
    let text = MadeStarts.text(axes, seeds: 4, chart: chart)
    return try MadeStarts.report(text) { labels, number in
      if labels.last == "zeros", number > 1 { return .censored(epoch: 20) }
      if labels[0] == "20", labels.last == "zeros" { return .diverged(step: 1) }
      return .started(epoch: (Int(labels[0]) ?? 5) / 5 * (labels.last == "zeros" ? 4 : 1))
    }.charts
  }

  @Test func ticksStandWhereCellsAre() throws {
    let chart = try charts()[0]
    #expect(try chart.channel("x")["axis"]?["values"]?.values?.compactMap(\.number) == [5, 10, 20])
    #expect(try chart.channel("y")["axis"]?["values"]?.values?.compactMap(\.number) == [5, 10, 40])
    for row in chart.rows("cell") {
      for name in ["x", "y"] {
        let (middle, low) = (try #require(row[name]?.number), try #require(row["\(name)1"]?.number))
        let high = try #require(row["\(name)2"]?.number)
        #expect(low < middle && middle < high)
      }
    }
  }

  @Test func mapsThatAreComparedShareTheirColours() throws {
    let charts = try charts()
    #expect(charts.map(\.file) == ["mine-he-normal", "mine-zeros"])
    let scales = try charts.map { try $0.channel("color")["scale"] ?? .null }
    let colored = try charts.map { chart in
      try #require(chart.layers.first { $0["encoding"]?["color"]?["field"] == .text("epoch") })
    }.map { $0["encoding"]?["color"]?["scale"] }
    #expect(colored[0] == colored[1], "\(scales)")
    #expect(colored[0]?["domain"]?.values?.first?.number == 1)
  }

  @Test func eachCellSaysHowManyStarted() throws {
    let cells = try charts()[1].rows("cell")
    #expect(cells.count == 9)
    for cell in cells {
      let deep = cell["x label"] == .text("20")
      #expect(cell["share"] == .text(deep ? "0/4 ✕2" : "2/4"))
      #expect(cell["text"] == .text(deep ? "> 20" : cell["x label"] == .text("5") ? "4" : "8"))
    }
    #expect(try charts()[0].rows("cell").allSatisfy { $0["share"] == .text("") })
  }

  /// Numbers are read on their cells, and lines of equal sums and their labels on anything.
  @Test func allIsLegible() throws {
    let chart = try charts()[0]
    let texts = try chart.layers.filter {
      $0["mark"]?["type"] == .text("text") && $0["encoding"]?["color"] != nil
    }
    let ink = try #require(texts.first { $0["encoding"]?["stroke"] == nil }?["encoding"]?["color"])
    let dark = try #require(ink["condition"]?["value"]?.summary)
    let light = try #require(ink["value"]?.summary)
    let cell = try #require(
      chart.layers.first { $0["encoding"]?["color"]?["field"] == .text("epoch") })
    let scale = cell["encoding"]?["color"]?["scale"]
    let stops = (scale?["range"]?.values ?? []).map { Color($0.summary) }
    #expect(stops.count == 9)
    for color in stops {
      #expect(max(color.contrast(to: Color(dark)), color.contrast(to: Color(light))) >= 4.5)
    }
    // Where a line runs behind a number, a rim of the other ink keeps them apart.
    let rims = texts.compactMap { $0["encoding"]?["stroke"] }
    #expect(2 * rims.count == texts.count)
    #expect(rims.allSatisfy { $0["condition"]?["value"] == .text(light) && $0["value"] == .text(dark) })
    #expect(Color("#cccccc").contrast(to: Color(dark)) >= 4.5)
    // The least is light and the greatest dark.
    let cells = chart.rows("cell").sorted { ($0["epoch"]?.number ?? 0) < ($1["epoch"]?.number ?? 0) }
    #expect(cells.first?["isLight"] == .flag(true))
    let contours = try chart.layers.filter {
      $0["mark"]?["type"] == .text("line")
    }.compactMap { $0["encoding"]?["color"]?["value"]?.summary }
    #expect(contours.count == 2)
    #expect(Color(contours[0]).contrast(to: Color(contours[1])) >= 3)
    #expect(!chart.rows("level").isEmpty || !chart.rows("level above").isEmpty)
  }

  @Test func namesHaveCellsToo() throws {
    let chart = try charts(
      [Self.axes[0], ("init", #"["he-normal", "zeros"]"#)], chart: #"{x: "depth", y: "init"}"#)[0]
    #expect(try chart.channel("y")["type"] == .text("nominal"))
    #expect(chart.rows("cell").count == 6)
    #expect(chart.rows("contour").isEmpty)
  }
}
