import Foundation
import Numbers
import Testing
import Theory

/// What widths add to the limit of great width, against exact laws and against nets that are drawn.
@Suite struct FiniteWidthTests {
  private static let tanh = Nonlinearity {
    (Foundation.tanh($0), 1 - Foundation.tanh($0) * Foundation.tanh($0))
  }
  /// x², whose moments are those of a normal number.
  private static let square = Nonlinearity { ($0 * $0, 2 * $0) }

  private func layers(
    _ widths: [Int], inputs: Int, gain: Double, bias: Double = 0, excess: Double = 0
  ) -> [LayerMoments] {
    zip(widths, [inputs] + widths).map { width, fanIn in
      LayerMoments(
        width: width, fanIn: fanIn, weightVariance: gain / Double(fanIn), biasVariance: bias,
        weights: .independent(excess: excess))
    }
  }

  @Test(arguments: [0, 0.3]) func aRectifiersMeansAreExactAndSpreadAsTheSecondMomentsDo(slope: Double) {
    let rectifier = Rectifier(slope: slope)
    let all = layers([1000, 2000, 1500], inputs: 1000, gain: 1.7, bias: 0.2, excess: -1.2)
      .map { layer in
        var layer = layer
        layer.rectifier = rectifier
        return layer
      }
    let input = InputMoments(length: 0.7, kurtosis: 2)
    let found = FiniteWidth.perLayer(
      from: input, through: all.map { ($0, Nonlinearity.rectifier(rectifier)) })
    let (means, deviations) = (
      MeanLength.perLayer(from: 0.7, through: all), SecondMoment.relativeDeviations(from: input, through: all)
    )
    for (layer, number) in found.enumerated() {
      #expect(relativeError(number.limit, means[layer]) < 1e-11)
      #expect(abs(number.correction) < 1e-12)
      #expect(relativeError(number.relativeDeviation, deviations[layer]) < 3e-3)
    }
  }

  @Test func whatSquaresDoIsKnownExactly() {
    // z² of a normal z with E[z²] = K: f = 3 K², f″ = 6, E[φ⁴] = 105 K⁴.
    let all = layers([50, 80], inputs: 20, gain: 0.5)
    let found = FiniteWidth.perLayer(
      from: InputMoments(length: 2, kurtosis: 1), through: all.map { ($0, Self.square) })
    #expect(relativeError(found[0].limit, 3) < 1e-11)
    #expect(abs(found[0].correction) < 1e-11)
    #expect(relativeError(found[0].variance, (105 - 9) / 50.0) < 1e-10)
    let (k, spread) = (1.5, 0.25 * 96 / 50)
    #expect(relativeError(found[1].limit, 3 * k * k) < 1e-10)
    #expect(relativeError(found[1].correction, 3 * spread) < 1e-10)
    #expect(relativeError(found[1].variance, 36 * k * k * spread + 96 * k * k * k * k / 80) < 1e-10)
  }

  @Test(arguments: [0, -1.2]) func netsOfTanhAreAsTheFirstOrderSays(excess: Double) {
    // Of width 16 the correction is 1 to 3 % of the mean, and what is left of the difference a tenth of that.
    let all = layers([16, 16, 16], inputs: 4, gain: 2, bias: 0.1, excess: excess)
    let input = [1.0, -0.5, 0.2, 0.7]
    let found = FiniteWidth.perLayer(from: InputMoments(input), through: all.map { ($0, Self.tanh) })
    var draws = Draws(seed: 16)
    var samples = all.map { _ in Sample() }
    for _ in 0..<100_000 {
      var value = input
      for (index, layer) in all.enumerated() {
        value = draws.layer(value, width: layer.width, weight: layer.weightVariance, slope: 1) {
          excess == 0 ? $0.normal() : $0.centred()
        }.map { Foundation.tanh($0 + layer.biasVariance.squareRoot() * draws.normal()) }
        samples[index].add(squaredNorm(value) / Double(layer.width))
      }
    }
    for (sample, number) in zip(samples, found) {
      let allowed = 4 * sample.standardError + number.uncertainty * number.mean
      #expect(abs(sample.mean - number.mean) < allowed)
      #expect(relativeError(sample.variance, number.variance) < 0.1)
    }
    // Without the correction, theory would be refuted.
    let last = (sample: samples[2], number: found[2])
    #expect(abs(last.sample.mean - last.number.limit) > 6 * last.sample.standardError)
  }
}
