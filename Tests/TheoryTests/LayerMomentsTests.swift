import Testing
import Theory

@Suite struct LayerMomentsTests {
  @Test func gainIsFanInTimesVariance() {
    #expect(LayerMoments(width: 7, fanIn: 50, weightVariance: 0.04).gain == 2)
  }

  @Test func fullyConnectedTakesEachFanInFromTheLayerBefore() {
    let layers = LayerMoments.fullyConnected(inputs: 784, widths: [30, 10, 20], gain: 1)
    #expect(layers.map(\.width) == [30, 10, 20])
    #expect(layers.map(\.fanIn) == [784, 30, 10])
    #expect(layers.allSatisfy { abs($0.gain - 1) < 1e-15 && $0.biasVariance == 0 })
  }

  @Test func noLayersForNoWidths() {
    #expect(LayerMoments.fullyConnected(inputs: 3, widths: []).isEmpty)
  }
}
