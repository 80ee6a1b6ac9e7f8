import Figures
import Forms
import Foundation
import Lab
import Testing
import Training

/// Points stand where their numbers are, and not in a heap.
@Suite struct ChartScaleTests {
  private func chart(_ name: String, _ values: String, lines: Int = 5) throws -> Chart {
    let widths = (1...lines).map { "\(5 * $0)" }.joined(separator: ", ")
    let text = MadeStarts.text(
      [(name, values), ("width", "[\(widths)]")], seeds: 2, chart: #"{x: "\#(name)", lines: "width"}"#)
    return try MadeStarts.report(text) { _, _ in .started(epoch: 3) }.charts[0]
  }

  private func numbers(_ value: JSONValue?) -> [Double] { (value?.values ?? []).compactMap(\.number) }

  @Test func numbersThatSpanDecadesStandByTheirRatios() throws {
    let x = try chart("rate", "[0.0001, 0.001, 0.003, 0.01, 0.03, 0.1]").channel("x")
    #expect(x["scale"]?["type"] == .text("log"))
    #expect(numbers(x["axis"]?["values"]) == [0.0001, 0.001, 0.003, 0.01, 0.03, 0.1])
    let depths = try chart("depth", "[1, 2, 5, 10, 20, 50, 100]").channel("x")
    #expect(depths["scale"]?["type"] == .text("log"))
    #expect(numbers(depths["axis"]?["values"]) == [1, 2, 5, 10, 20, 50, 100])
    let even = try chart("depth", "[10, 20, 30, 40, 50]").channel("x")
    #expect(even["scale"]?["type"] == nil)
  }

  /// Lengths over many decades have few ticks, each a power of ten, and those over few have all their digits.
  @Test(arguments: [("he-doubled", "[10, 50, 90]", ".1~e"), ("he-doubled", "[1, 2, 3]", ".6~g")])
  func ticksUpwardsAreFew(initialization: String, depths: String, format: String) async throws {
    let report = try await ChartLaboratory().run(
      """
      {name: "long", kind: "lengths", seeds: 1, trial: {networks: 20, initialization: "\(initialization)"},
       axes: [{field: "depth", values: \(depths)}]}
      """)
    let y = try report.charts[0].channel("y")
    #expect(y["scale"]?["type"] == .text("log"))
    #expect(y["axis"]?["format"] == .text(format))
    let ticks = numbers(y["axis"]?["values"])
    #expect((2...9).contains(ticks.count))
    #expect(
      ticks.allSatisfy { [1, 2, 5].contains(($0 / pow(10, log10($0 * 1.0001).rounded(.down))).rounded()) })
  }

  /// A single place stands in the middle, with its tick.
  @Test func onePlaceIsNoEdge() throws {
    let x = try chart("depth", "[50]").channel("x")
    #expect(numbers(x["scale"]?["domain"]) == [49, 51])
    #expect(numbers(x["axis"]?["values"]) == [50])
  }

  @Test func zeroHasAPlaceBesideThousands() async throws {
    let report = try await ChartLaboratory().run(
      """
      {name: "regions", kind: "regions", seeds: 1,
       trial: {architecture: {family: "constant", depth: 1, widths: [4]}, moments: [0, 0.02, 0.05, 0.1, 1],
               input: {planes: {set: "synthetic", count: 1, window: 20}}},
       axes: [{field: "rate", values: [0.01, 0.001]}]}
      """)
    let x = try #require(report.charts.first { $0.file == "regions" }).channel("x")
    #expect(x["scale"]?["type"] == .text("symlog"))
    #expect(x["scale"]?["constant"]?.number == 0.02)
    #expect(numbers(x["axis"]?["values"]) == [0, 0.02, 0.05, 0.1, 1])
  }

  /// Where a number stands on a scale as a picture has it.
  private func position(_ number: Double, on scale: JSONValue?) -> Double {
    scale?["type"] == .text("log") ? log(number) : number
  }

  /// Points of many lines are moved aside, and none past half of the way to the next place, as it is seen.
  @Test(arguments: [
    ("depth", "[10, 20, 30, 40, 50, 60, 70, 80, 90, 100]"), ("depth", "[1, 2, 5, 10, 20, 50, 100]"),
    ("depth", "[3, 4]"), ("rate", "[0.0001, 0.001, 0.01, 0.1]"),
  ])
  func noPointIsMovedFar(name: String, values: String) throws {
    let chart = try chart(name, values, lines: 13)
    let (middles, scale) = (chart.rows("middle"), try chart.channel("x")["scale"])
    let places = Set(middles.compactMap { $0["x"]?.number }).map { position($0, on: scale) }
    #expect(middles.count == 13 * places.count)
    for row in middles {
      let x = position(try #require(row["x"]?.number), on: scale)
      let place = position(try #require(row["place"]?.number), on: scale)
      let gap = try #require(places.map { abs($0 - x) }.filter { $0 > 0 }.min())
      #expect(abs(place - x) < gap / 2, "\(x) stands at \(place)")
    }
    // They do stand side by side.
    #expect(Set(middles.compactMap { $0["place"]?.number }).count == middles.count)
  }
}
