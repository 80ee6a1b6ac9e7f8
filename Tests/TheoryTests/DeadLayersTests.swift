import Testing
import Theory

@Suite struct DeadLayersTests {
  @Test func oneLayer() {
    #expect(DeadLayers.probability(width: 1) == 0.5)
    #expect(DeadLayers.probability(width: 10) == 0x1p-10)
  }

  @Test func aNetIsSilentWhenAnyLayerIs() {
    #expect(abs(DeadLayers.probability(anyOf: [1, 2, 3]) - (1 - 0.5 * 0.75 * 0.875)) < 1e-15)
    #expect(DeadLayers.probability(anyOf: []) == 0)
  }

  @Test func wideLayersKeepTheirTinyProbability() {
    #expect(relativeError(DeadLayers.probability(anyOf: [100, 100, 100]), 3 * 0x1p-100) < 1e-14)
  }

  @Test func simulatedNetsDieAsOften() {
    let widths = [5, 3, 4]
    var draws = Draws(seed: 4)
    var dead = Sample()
    for _ in 0..<40_000 {
      var value = [1.0, -1]
      for width in widths { value = draws.layer(value, width: width, weight: 1) }
      dead.add(squaredNorm(value) == 0 ? 1 : 0)
    }
    #expect(abs(dead.z(DeadLayers.probability(anyOf: widths))) < 4)
  }

  @Test(arguments: [(1, 0.05), (10, 0.05), (100, 1e-3), (1000, 0.5)])
  func theLeastWidthIsTheLeast(depth: Int, limit: Double) {
    func probability(_ width: Int) -> Double {
      DeadLayers.probability(anyOf: Array(repeating: width, count: depth))
    }
    let width = DeadLayers.leastWidth(depth: depth, probability: limit)
    #expect(probability(width) <= limit)
    #expect(width == 1 || probability(width - 1) > limit)
  }
}
