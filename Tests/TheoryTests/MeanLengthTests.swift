import Testing
import Theory

@Suite struct MeanLengthTests {
  @Test func heKeepsTheMeanLengthExactly() {
    let layers = LayerMoments.fullyConnected(inputs: 16, widths: [32, 4, 8])
    #expect(MeanLength.perLayer(from: 0.7, through: layers) == [0.7, 0.7, 0.7])
  }

  @Test func theClosedFormIsTheRecursion() {
    for gain in [1, 2 * 0.774, 2, 4] {
      let widths = Array(repeating: 20, count: 50)
      let layers = LayerMoments.fullyConnected(inputs: 20, widths: widths, gain: gain)
      let last = MeanLength.perLayer(from: 3, through: layers)[49]
      #expect(relativeError(last, 3 * MeanLength.growth(gain: gain, depth: 50)) < 1e-12)
    }
  }

  @Test func namedLawsGrowAtTheirRates() {
    #expect(MeanLength.growth(gain: 1, depth: 10) == 0x1p-10)
    #expect(MeanLength.growth(gain: 4, depth: 10) == 1024)
    #expect(MeanLength.growth(gain: 2, depth: 100) == 1)
    #expect(relativeError(MeanLength.growth(gain: 2 * 0.774, depth: 2), 0.774 * 0.774) < 1e-14)
  }

  @Test func aFanInOtherThanTheWidthBeforeCountsAsItself() {
    let convolution = LayerMoments(width: 1024 * 4, fanIn: 9 * 4, weightVariance: 0.1)
    #expect(relativeError(MeanLength.perLayer(from: 1, through: [convolution])[0], 1.8) < 1e-15)
  }

  @Test func simulatedNetsAgreeWithBiasesAndUnequalWidths() {
    let layers = [
      LayerMoments(width: 6, fanIn: 4, weightVariance: 0.3, biasVariance: 0.2),
      LayerMoments(width: 9, fanIn: 6, weightVariance: 0.5, biasVariance: 0.05),
    ]
    let input = [1, -0.5, 0.25, 2]
    let expected = MeanLength.perLayer(from: squaredNorm(input) / 4, through: layers)
    var draws = Draws(seed: 1)
    var samples = [Sample(), Sample()]
    for _ in 0..<40_000 {
      var value = input
      for (index, layer) in layers.enumerated() {
        value = draws.layer(
          value, width: layer.width, weight: layer.weightVariance, bias: layer.biasVariance)
        samples[index].add(squaredNorm(value) / Double(layer.width))
      }
    }
    #expect(abs(samples[0].z(expected[0])) < 4)
    #expect(abs(samples[1].z(expected[1])) < 4)
  }
}
