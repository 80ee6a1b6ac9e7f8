import Figures
import Foresight
import Forms
import Network
import Testing

@Suite struct ForecastChartTests {
  private func forecasts(_ activation: String) throws -> [Forecast] {
    let network = FullyConnected(
      .constant, depth: 12, widths: [40], activation: try #require(Activation(rawValue: activation)))
    return try [PopularInitialization.glorotNormal, .heNormal].map {
      try Forecast(.fullyConnected(network), $0.initialization, input: [1, 28, 28])
    }
  }

  /// A point for each hidden layer, or for each product, of either line.
  @Test func everyMeasureHasItsPoints() throws {
    let forecasts = try forecasts("tanh")
    for (measure, count) in [(ForecastChart.Measure.length, 12), (.correlation, 12), (.gradient, 13)] {
      let chart = try #require(try ForecastChart.chart(measure, "file", "title", forecasts))
      #expect(chart.rows("theory").count == 2 * count)
    }
    let gradients = try #require(try ForecastChart.chart(.gradient, "file", "title", forecasts))
    #expect(gradients.rows("theory").filter { $0["x"] == .integer(13) }.allSatisfy { $0["y"] == .number(1) })
  }

  /// The caption says how exact lines are.
  @Test func captionsTellOfExactness() throws {
    for (activation, words) in [("relu", "theory, exact"), ("tanh", "the first order in 1/width")] {
      let chart = try #require(try ForecastChart.chart(.length, "file", "title", forecasts(activation)))
      #expect(chart.picture.description.hasPrefix("title. lines: \(words)"))
    }
  }
}
