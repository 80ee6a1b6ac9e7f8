import Figures
import Foundation
import Network
import Testing

@Suite struct PhaseDiagramTests {
  private func diagram(
    _ activation: Activation = .tanh, noise: Double = 1, _ weights: ClosedRange<Double> = 1...2,
    _ biases: ClosedRange<Double> = 0...0.05, depth: Int? = nil, points: Int = 2
  ) -> PhaseDiagram {
    PhaseDiagram(activation, noise: noise, weights: weights, biases: biases, depth: depth, points: points)
  }

  @Test func theTableTellsOfEachPointAndOfTheLine() {
    let text = diagram().text
    let rows = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(rows.contains(["0", "1.000", "critical", "0", "1.000", "–", "∞", "–"]))
    #expect(rows.contains(["0.05000", "2.000", "chaotic", "0.7218", "1.048", "0.744", "1.39", "25.2"]))
    #expect(rows.contains(["0.05000", "1.000", "ordered", "0.1936", "0.7590", "1.00", "1.75", "3.63"]))
    #expect(text.contains("Critical line"))
    #expect(rows.contains(["0.05000", "1.7610", "0.5700"]))
  }

  @Test func withNoiseThereAreGradientsAndNoPhases() {
    let text = diagram(.relu, noise: 2, 1...1, 0...0, depth: 3).text
    #expect(
      text.contains("gradients") && !text.contains("phase ") && text.contains("Where gradients are kept"))
    #expect(text.contains("left at 3") && text.contains("Nearest: σ_w² = 1.0000, σ_b² = 0."))
  }

  @Test func whereThereIsNoLineTheNearestIsTold() throws {
    #expect(
      diagram(.relu, 1...2, 0.1...0.2).text.contains("Critical line: nearest at σ_w² = 2.0000, σ_b² = 0\n"))
    let softplus = try #require(Activation(rawValue: "softplus"))
    #expect(diagram(softplus).text.contains("Critical line: there is none"))
  }

  @Test func thePictureHasACellAPointAndTheLine() throws {
    let chart = try #require(PhaseChart(diagram(points: 5)).chart("phases"))
    let rows = chart.picture.data.values
    #expect(rows.count { $0["part"] == .text("cell") } == 25)
    #expect(rows.count { $0["part"] == .text("contour") } == 5)
    // Without biases lengths of the ordered phase fall to 0, where nothing is told of correlations.
    #expect(rows.contains { $0["value"] == .null })
    #expect(chart.picture.title.caption?.contains("line: the critical line; grey: none") == true)
  }

  @Test func thePictureOfDepthsHasTheLineOfSixScales() throws {
    let chart = try #require(PhaseChart(diagram(.tanh, 1...4, 0.05...0.05, depth: 100, points: 4)).chart("d"))
    let rows = chart.picture.data.values
    #expect(rows.count { $0["part"] == .text("cell") } == 4 * 40)
    let line = rows.filter { $0["part"] == .text("contour") }.compactMap { $0["y"]?.number }
    #expect(line.count == 4 && abs(line[0] - 6 * 3.626) < 0.02)
    #expect(PhaseChart(diagram(.relu, 3...4, 0...0)).chart("none") == nil)
  }
}
