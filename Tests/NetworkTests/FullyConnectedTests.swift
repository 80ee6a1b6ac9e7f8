import Foundation
import Network
import Testing

@Suite struct FullyConnectedTests {
  @Test(arguments: [
    (FullyConnected(.constant, depth: 3, widths: [20]), [20, 20, 20]),
    (FullyConnected(.square, depth: 4), [4, 4, 4, 4]),
    (FullyConnected(.alternating, depth: 5, widths: [30, 10]), [30, 10, 30, 10, 30]),
    (FullyConnected(.halves, depth: 4, widths: [30, 10]), [30, 30, 10, 10]),
    (FullyConnected(.halves, depth: 5, widths: [30, 10]), [30, 30, 30, 10, 10]),
    (FullyConnected(.explicit, depth: 0, widths: [300, 100]), [300, 100]),
  ])
  func widths(architecture: FullyConnected, widths: [Int]) throws {
    #expect(try architecture.hiddenWidths() == widths)
  }

  @Test(arguments: [
    (FullyConnected(.constant, depth: 0, widths: [20]), "depth: expected 1 to 1000000, found 0"),
    (FullyConnected(.constant, depth: 3), "widths: expected one width for family constant, found none"),
    (
      FullyConnected(.halves, depth: 3, widths: [1, 2, 3]),
      "widths: expected two widths for family halves, found 1, 2, 3"
    ),
    (
      FullyConnected(.alternating, depth: 3, widths: [5]),
      "widths: expected two or more widths for family alternating, found 5"
    ),
    (FullyConnected(.explicit, depth: 0, widths: [5, -1]), "widths: expected 1 to 1000000, found -1"),
    (
      FullyConnected(.explicit, depth: 0), "widths: expected a list of widths for family explicit, found none"
    ),
  ])
  func impossibleOnesAreRefused(architecture: FullyConnected, message: String) {
    #expect {
      try architecture.hiddenWidths()
    } throws: {
      "\($0)" == message
    }
  }

  @Test func layersPrintAndCompareBeforeAnyWeightExists() throws {
    let layers = try FullyConnected(.explicit, depth: 0, widths: [30]).layers(
      input: [1, 28, 28], classes: 10)
    #expect(
      layers.map(\.description) == ["flatten", "hidden1: linear 784 → 30", "relu", "output: linear 30 → 10"])
  }

  @Test func survivesJSON() throws {
    let architecture = FullyConnected(
      .halves, depth: 6, widths: [8, 4], activation: .leakyReLU(slope: 0.25))
    let data = try JSONEncoder().encode(architecture)
    #expect(try JSONDecoder().decode(FullyConnected.self, from: data) == architecture)
  }
}
