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

  /// Points of many lines are moved aside, and none past half of the way to the next place.
  @Test(arguments: [
    ("depth", "[10, 20, 30, 40, 50, 60, 70, 80, 90, 100]"), ("depth", "[1, 2, 5, 10, 20, 50, 100]"),
    ("depth", "[3, 4]"), ("rate", "[0.0001, 0.001, 0.01, 0.1]"),
  ])
  func noPointIsMovedFar(name: String, values: String) throws {
    let middles = try chart(name, values, lines: 13).rows("middle")
    let places = Set(middles.compactMap { $0["x"]?.number }).sorted()
    #expect(middles.count == 13 * places.count)
    for row in middles {
      let (x, place) = (try #require(row["x"]?.number), try #require(row["place"]?.number))
      let number = try #require(places.firstIndex(of: x))
      let next = place > x ? number + 1 : number - 1
      guard place != x else { continue }
      let gap = places.indices.contains(next) ? abs(places[next] - x) : x
      #expect(abs(place - x) < gap / 2, "\(x) stands at \(place)")
    }
    // They do stand side by side.
    #expect(Set(middles.compactMap { $0["place"]?.number }).count == middles.count)
  }
}
