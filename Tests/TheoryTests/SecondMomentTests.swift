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
    let last = SecondMoment.perLayer(from: InputMoments(length: 0.5, kurtosis: 2), through: layers)[3]
    #expect(relativeError(last, 0.25 * SecondMoment.ratio(widths: widths)) < 1e-14)
  }

  @Test func anotherGainScalesByItsHalfToTheTwiceDepth() {
    let widths = [8, 12]
    let layers = LayerMoments.fullyConnected(inputs: 5, widths: widths, gain: 3)
    let last = SecondMoment.perLayer(from: InputMoments(length: 1, kurtosis: 1), through: layers)[1]
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
    let expected = SecondMoment.perLayer(from: InputMoments(input), through: layers)
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

  /// Weights and biases of random signs: there are so few networks that all can be tried.
  @Test(arguments: [0, 0.3, 1]) func everyNetworkOfSignsTogetherIsTheTheory(slope: Double) {
    let input = [1.0, 2]
    let layers = [(2, 2, 0.5, 0.3), (3, 2, 0.2, 0)].map { width, fanIn, weight, bias in
      LayerMoments(
        width: width, fanIn: fanIn, weightVariance: weight, biasVariance: bias,
        weights: .independent(excess: -2), biasExcess: -2, rectifier: Rectifier(slope: slope))
    }
    var (squares, variances) = ([Sample(), Sample()], Sample())
    let signs = layers.reduce(0) { $0 + $1.width * ($1.fanIn + ($1.biasVariance > 0 ? 1 : 0)) }
    for network in 0..<1 << signs {
      var bits = network
      func sign(_: inout Draws) -> Double {
        defer { bits >>= 1 }
        return bits & 1 == 0 ? 1 : -1
      }
      var draws = Draws(seed: 0)
      var (value, lengths) = (input, Sample())
      for (index, layer) in layers.enumerated() {
        value = draws.layer(
          value, width: layer.width, weight: layer.weightVariance, bias: layer.biasVariance, slope: slope,
          by: sign)
        let length = squaredNorm(value) / Double(layer.width)
        lengths.add(length)
        squares[index].add(length * length)
      }
      variances.add(lengths.variance)
    }
    let theory = SecondMoment.perLayer(from: InputMoments(input), through: layers)
    for (square, expected) in zip(squares, theory) { #expect(relativeError(square.mean, expected) < 1e-12) }
    let variance = LayerVariance.expected(from: InputMoments(input), through: layers)
    #expect(relativeError(variances.mean, variance) < 1e-12)
  }

  /// The laws that are drawn, on layers of different widths behind a fixed input that is not even.
  @Test(arguments: ["uniform", "truncated", "orthonormal"], [0, 0.4])
  func simulatedNetsOfOtherLawsAgree(law: String, slope: Double) {
    let input = [1.0, 0, -3, 0.5]
    // Rows are orthonormal in the first and the last layer, columns in the second.
    let widths = [3, 6, 4]
    // The kurtosis of the truncated law by SciPy: stats.truncnorm(-2, 2).stats('k').
    let weights: LayerMoments.Weights =
      switch law {
      case "uniform": .independent(excess: -1.2)
      case "truncated": .independent(excess: -0.634_463_282_870_35)
      default: .orthonormal
      }
    let variance = law == "truncated" ? 0.773_741_303_549_92 : 1
    let layers = zip(widths, [4] + widths).map { width, fanIn in
      let scale = law == "orthonormal" ? 2 / Double(max(width, fanIn)) : 2 * variance / Double(fanIn)
      return LayerMoments(
        width: width, fanIn: fanIn, weightVariance: scale, weights: weights,
        rectifier: Rectifier(slope: slope))
    }
    var draws = Draws(seed: 31)
    var (lengths, squares) = (widths.map { _ in Sample() }, widths.map { _ in Sample() })
    for _ in 0..<40_000 {
      var value = input
      for (index, layer) in layers.enumerated() {
        if law == "orthonormal" {
          value = draws.orthonormal(value, width: layer.width).map {
            (2.0).squareRoot() * max($0, slope * $0)
          }
        } else {
          value = draws.layer(
            value, width: layer.width, weight: layer.weightVariance / variance, slope: slope,
            by: { law == "uniform" ? $0.centred() : $0.truncated() })
        }
        let length = squaredNorm(value) / Double(layer.width)
        lengths[index].add(length)
        squares[index].add(length * length)
      }
    }
    let means = MeanLength.perLayer(from: InputMoments(input).length, through: layers)
    let theory = SecondMoment.perLayer(from: InputMoments(input), through: layers)
    for index in layers.indices {
      #expect(abs(lengths[index].z(means[index])) < 4)
      #expect(abs(squares[index].z(theory[index])) < 4)
      // The bound that normal weights are could be told from it.
      var normal = layers
      for layer in normal.indices { normal[layer].weights = .normal }
      let bound = SecondMoment.perLayer(from: InputMoments(input), through: normal)[index]
      #expect(squares[index].z(bound) < -4)
    }
  }

  /// Where the mean underflows, and where nothing of the input is left among biases.
  @Test func deviationsAreNumbersAtEveryDepth() {
    var layers = LayerMoments.fullyConnected(
      inputs: 50, widths: Array(repeating: 50, count: 3000), gain: 1)
    func deviations() -> [Double] {
      SecondMoment.relativeDeviations(from: .unit(dimension: 50), through: layers)
    }
    let shallow = SecondMoment.relativeDeviations(widths: Array(repeating: 50, count: 101))
    #expect(relativeError(deviations()[100], shallow[100]) < 1e-12)
    #expect(deviations().allSatisfy { $0.isFinite })
    for layer in layers.indices { layers[layer].biasVariance = 0.1 }
    #expect(deviations().allSatisfy { $0 > 0 && $0 < 1 })
    for layer in layers.indices { layers[layer].weightVariance = 0 }
    // Biases alone.
    #expect(relativeError(deviations()[2999], (0.1).squareRoot()) < 1e-12)
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
