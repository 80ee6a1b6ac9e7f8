import Testing
import Theory

@Suite struct SecondMomentTests {
  @Test(arguments: [
    ([20, 20, 20], 1.953), ([30, 10, 30, 10], 3.063), ([15, 15, 15, 15], 3.160),
  ])
  func valuesFromAnIndependentSimulation(widths: [Int], expected: Double) {
    #expect(abs(SecondMoment.ratio(widths: widths) - expected) < 5e-4)
  }

  @Test func heIsTheClosedProduct() {
    let widths = [30, 10, 30, 10]
    let layers = LayerMoments.fullyConnected(inputs: 784, widths: widths)
    let last = SecondMoment.perLayer(from: 0.5, through: layers)[3]
    #expect(relativeError(last, 0.25 * SecondMoment.ratio(widths: widths)) < 1e-14)
  }

  @Test func anotherGainScalesByItsHalfToTheTwiceDepth() {
    let widths = [8, 12]
    let layers = LayerMoments.fullyConnected(inputs: 5, widths: widths, gain: 3)
    let last = SecondMoment.perLayer(from: 1, through: layers)[1]
    #expect(relativeError(last, SecondMoment.ratio(widths: widths) * 1.5 * 1.5 * 1.5 * 1.5) < 1e-14)
  }

  @Test func theOrderOfWidthsDoesNotMatter() {
    let one = SecondMoment.ratio(widths: [30, 30, 10, 10])
    #expect(relativeError(one, SecondMoment.ratio(widths: [10, 30, 10, 30])) < 1e-15)
  }

  @Test func noLayersNoSpread() {
    #expect(SecondMoment.ratio(widths: []) == 1)
    #expect(SecondMoment.relativeStandardError(widths: [], nets: 5) == 0)
  }

  @Test func standardErrorOfAMeanOverNets() {
    #expect(SecondMoment.relativeStandardError(widths: [5], nets: 100) == 0.1)
  }

  @Test func simulatedNetsAgreeWithBiases() {
    let layers = [
      LayerMoments(width: 10, fanIn: 3, weightVariance: 0.5, biasVariance: 0.3),
      LayerMoments(width: 6, fanIn: 10, weightVariance: 0.2, biasVariance: 0.1),
    ]
    let input = [1.0, 2, -0.5]
    let expected = SecondMoment.perLayer(from: squaredNorm(input) / 3, through: layers)
    var draws = Draws(seed: 2)
    var samples = [Sample(), Sample()]
    for _ in 0..<40_000 {
      var value = input
      for (index, layer) in layers.enumerated() {
        value = draws.layer(
          value, width: layer.width, weight: layer.weightVariance, bias: layer.biasVariance)
        let length = squaredNorm(value) / Double(layer.width)
        samples[index].add(length * length)
      }
    }
    #expect(abs(samples[0].z(expected[0])) < 4)
    #expect(abs(samples[1].z(expected[1])) < 4)
  }

  @Test func theStandardErrorIsWhatRepeatedMeansShow() {
    var draws = Draws(seed: 3)
    var lengths = Sample()
    for _ in 0..<20_000 {
      let first = draws.layer([1, 0], width: 10, weight: 1)
      lengths.add(squaredNorm(draws.layer(first, width: 10, weight: 0.2)) / 10 / 0.5)
    }
    let theory = SecondMoment.relativeStandardError(widths: [10, 10], nets: lengths.count)
    #expect(relativeError(lengths.standardError, theory) < 0.05)
  }

  @Test func theDeviationOfEveryLayerIsThatOfTheLayersUpToIt() {
    let widths = [12, 40, 7, 300]
    for (index, deviation) in SecondMoment.relativeDeviations(widths: widths).enumerated() {
      let expected = SecondMoment.relativeStandardError(widths: Array(widths[...index]), nets: 1)
      #expect(relativeError(deviation, expected) < 1e-12)
    }
  }
}
