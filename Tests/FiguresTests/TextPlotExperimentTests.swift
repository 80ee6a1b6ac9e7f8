import Datasets
import Figures
import Lab
import Papers
import Testing

/// A report's bars are its numbers.
@Suite struct TextPlotExperimentTests {
  private func plot(_ text: String) async throws -> TextPlot? {
    let runner = Runner(jobs: 2, search: DataSearch(places: []))
    return try await FigureReport.run(Experiment(text: text, source: "test"), on: runner).plot
  }

  @Test func startsStandAgainstDepthALineForEachOther() async throws {
    let plot = try #require(
      await plot(
        """
        {name: "starts", kind: "start", trial: {data: "synthetic", criterion: {accuracy: 0, epochLimit: 1}}, seeds: 1, axes: [
          {field: "init", values: ["he-normal", "zeros"]}, {field: "depth", values: [1, 2]}, {field: "width", values: [5]}]}
        """))
    #expect(plot.title == "Median epochs to start against depth")
    #expect(plot.columns == ["1", "2"])
    #expect(plot.series == [.init("he-normal", [.bar(1), .bar(1)]), .init("zeros", [.bar(1), .bar(1)])])
  }

  @Test func runsThatDoNotStartAreCrosses() async throws {
    let plot = try #require(
      await plot(
        """
        {name: "starts", kind: "start", trial: {data: "synthetic", initialization: "zeros", criterion: {accuracy: 0.9,
          epochLimit: 1}}, seeds: 2, axes: [{field: "depth", values: [3]}, {field: "rate", values: [0.1, 0.2]}]}
        """))
    #expect(plot.title == "Median epochs to start against rate")
    #expect(plot.series == [.init("", [.cross, .cross])])
  }

  @Test func lengthsStandAsLogarithmsAgainstDepthOrLayers() async throws {
    let depths = try #require(
      await plot(
        """
        {name: "lengths", kind: "lengths", trial: {networks: 400}, seeds: 1, axes: [
          {field: "init", values: ["zeros", "he-normal"]}, {field: "depth", values: [3, 6]}]}
        """))
    #expect(depths.series[0] == .init("zeros", [.cross, .cross]))
    for cell in depths.series[1].cells {
      guard case .bar(let logarithm) = cell else { return #expect(Bool(false), "he-normal has lengths") }
      #expect(abs(logarithm) < 2)
    }
    let layers = try #require(
      await plot(
        """
        {name: "layers", kind: "lengths", trial: {networks: 400, architecture: {family: "constant", widths: [20], depth: 4}},
          seeds: 1, layers: [1, 4], axes: [{field: "init", values: ["he-normal", "lecun-normal"]}]}
        """))
    #expect(layers.columns == ["1", "4"])
    #expect(layers.series.map(\.name) == ["he-normal", "lecun-normal"])
  }

  @Test func oneColumnIsNoPlot() async throws {
    let plot = try await plot(
      """
      {name: "one", kind: "lengths", trial: {networks: 2}, seeds: 1, axes: [{field: "depth", values: [3]}]}
      """)
    #expect(plot == nil)
  }
}
