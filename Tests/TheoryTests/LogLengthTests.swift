import Foundation
import Numbers
import Testing
import Theory

@Suite struct LogLengthTests {
  @Test(arguments: [
    (5, -0.623, 2.362), (10, -0.308, 0.867), (15, -0.190, 0.460), (20, -0.137, 0.312),
    (30, -0.088, 0.191),
  ])
  func tableOfExactValues(width: Int, mean: Double, variance: Double) {
    let layer = LogLength(width: width)
    #expect(abs(layer.mean - mean) < 6e-4)
    #expect(abs(layer.variance - variance) < 6e-4)
  }

  @Test func tableOfExactValuesAtWidthOneHundred() {
    let layer = LogLength(width: 100)
    #expect(abs(layer.mean + 0.0254) < 6e-5)
    #expect(abs(layer.variance - 0.0519) < 6e-5)
  }

  @Test func aSingleUnitIsChiSquaredWithOneDegree() {
    let layer = LogLength(width: 1)
    #expect(abs(layer.mean - (log(2) + SpecialFunctions.digamma(0.5) + log(2))) < 1e-14)
    #expect(abs(layer.variance - .pi * .pi / 2) < 1e-12)
  }

  @Test func gainMovesTheMeanAlone() {
    let he = LogLength(width: 12)
    let lecun = LogLength(width: 12, gain: 1)
    #expect(abs(he.mean - lecun.mean - log(2)) < 1e-14)
    #expect(he.variance == lecun.variance)
  }

  @Test func wideLayersApproachTheWideLimit() {
    for width in [1000, 2000, 8000] {
      let layer = LogLength(width: width)
      let limit = LogLength.wideLimit(widths: [width])
      // The next order is O(1/n²).
      #expect(relativeError(layer.mean, limit.mean) < 20 / Double(width))
      #expect(relativeError(layer.variance, limit.variance) < 20 / Double(width))
    }
  }

  /// The exact second moment of ‖Ju‖² for any law (`SecondMoment`) is e^β in the limit: the part of the fourth moment is what
  /// Laplace's law, or a uniform one, adds to the logarithm of normal weights'.
  @Test(arguments: [3, -1.2], [1.0, 4, 400])
  func theFourthMomentsPartIsThatOfTheSecondMoment(excess: Double, kurtosis: Double) {
    let input = InputMoments(length: 1, kurtosis: kurtosis)
    func logs(_ excess: Double) -> (ratio: Double, limit: LogLength) {
      var layers = LayerMoments.fullyConnected(inputs: 400, widths: Array(repeating: 400, count: 20))
      for layer in layers.indices { layers[layer].weights = .independent(excess: excess) }
      let deviation = SecondMoment.relativeDeviations(from: input, through: layers).last ?? 0
      return (log1p(deviation * deviation), .wideLimit(along: input, through: layers))
    }
    let (law, normal) = (logs(excess), logs(0))
    let part = law.limit.variance - normal.limit.variance
    #expect(relativeError(law.ratio - normal.ratio, part) < 0.03)
    #expect(
      abs(normal.limit.variance - LogLength.wideLimit(widths: Array(repeating: 400, count: 20)).variance)
        < 1e-12)
    #expect(abs(law.limit.mean + law.limit.variance / 2) < 1e-15)
    // u spread over all inputs, and one input alone.
    if kurtosis == 400 { #expect(abs(part - 2 * excess / 400 * (1 + 19 * 6 / 405)) < 1e-12) }
  }

  @Test func aNetAddsItsLayers() {
    let net = LogLength(through: LayerMoments.fullyConnected(inputs: 784, widths: [30, 10, 30]))
    let (wide, narrow) = (LogLength(width: 30), LogLength(width: 10))
    #expect(abs(net.mean - (2 * wide.mean + narrow.mean)) < 1e-14)
    #expect(abs(net.variance - (2 * wide.variance + narrow.variance)) < 1e-14)
  }

  @Test func simulatedNetsAgree() {
    let theory = LogLength(through: LayerMoments.fullyConnected(inputs: 3, widths: [5, 8]))
    var draws = Draws(seed: 5)
    var logs = Sample()
    var squares = Sample()
    for _ in 0..<40_000 {
      let first = draws.layer([0, 3.0.squareRoot(), 0], width: 5, weight: 2.0 / 3)
      let length = squaredNorm(draws.layer(first, width: 8, weight: 2.0 / 5)) / 8
      guard length > 0 else { continue }
      logs.add(log(length))
      squares.add((log(length) - theory.mean) * (log(length) - theory.mean))
    }
    #expect(abs(logs.z(theory.mean)) < 4)
    #expect(abs(squares.z(theory.variance)) < 4)
  }

  @Test func theMomentsOfEveryLayerAreTheSumsUpToIt() {
    let layers = [(8, 2.0), (20, 1), (8, 4), (8, 2)].map {
      LayerMoments(width: $0.0, fanIn: 10, weightVariance: $0.1 / 10)
    }
    var (mean, variance) = (0.0, 0.0)
    for (layer, sum) in zip(layers, LogLength.perLayer(through: layers)) {
      let one = LogLength(width: layer.width, gain: layer.gain)
      mean += one.mean
      variance += one.variance
      #expect(abs(sum.mean - mean) < 1e-12)
      #expect(abs(sum.variance - variance) < 1e-12)
    }
  }
}
