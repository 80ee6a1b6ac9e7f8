import Foundation
import Testing
import Theory

@Suite struct LayerVarianceTests {
  @Test func oneLayerHasNoVariance() {
    #expect(LayerVariance.he(widths: [7]) == 0)
    #expect(abs(expected(length: 1, fullyConnected([7]))) < 1e-15)
  }

  @Test func twoLayersByHand() {
    // E[(M_2 − M_1)²] / 4 = (P_2 − P_1) / 4 with P_1 = 2 and P_2 = 3.
    #expect(abs(LayerVariance.he(widths: [5, 10]) - 0.25) < 1e-15)
  }

  @Test func theClosedFormIsTheDoubleSum() {
    for widths in [[5, 10], [30, 10, 30, 10], Array(repeating: 15, count: 40)] {
      let sum = expected(length: 0.3, fullyConnected(widths))
      #expect(relativeError(sum, 0.09 * LayerVariance.he(widths: widths)) < 1e-11)
    }
  }

  @Test func constantWidthIsTheGeometricSum() {
    let (depth, ratio) = (12, 1.25)
    let powers = (1...depth).map { pow(ratio, Double($0)) }
    var cross = 0.0
    for i in 0..<depth { for j in 0..<depth { cross += powers[min(i, j)] } }
    let expected = powers.reduce(0, +) / 12 - cross / 144
    #expect(relativeError(LayerVariance.he(widths: Array(repeating: 20, count: depth)), expected) < 1e-12)
  }

  @Test func twoLayersOfOneUnitByHand() {
    // R is 2 χ²_1 or 0, so E[R²] = 6, E[R⁴] = 840, E[(R − 1)²] = 5, E[(R − 1)⁴] = 633, and V = M_1² (R − 1)²
    // / 4.
    let expected = (840.0 * 633 / (30 * 30) - 1).squareRoot()
    #expect(relativeError(LayerVariance.relativeDeviation(widths: [1, 1]), expected) < 1e-12)
  }

  @Test func theVarianceHasHeavierTailsThanTheLengths() {
    for depth in [3, 6, 12] {
      let widths = Array(repeating: 20, count: depth)
      #expect(
        LayerVariance.relativeDeviation(widths: widths)
          > SecondMoment.relativeStandardError(widths: widths, nets: 1))
    }
  }

  @Test func staysBelowItsBound() {
    for depth in [2, 10, 100] {
      let widths = Array(repeating: 20, count: depth)
      #expect(LayerVariance.he(widths: widths) < LayerVariance.upperBound(widths: widths))
    }
  }

  @Test func boundedWhenWidthGrowsWithDepth() {
    let values = [10, 100, 1000].map { LayerVariance.he(widths: Array(repeating: $0, count: $0)) }
    #expect(values.allSatisfy { $0 < exp(5) })
    #expect(relativeError(values[1], values[2]) < 0.15)
  }

  @Test func simulatedNetsAgreeWithBiasesAndAnotherGain() {
    let layers = [
      LayerMoments(width: 8, fanIn: 4, weightVariance: 0.6, biasVariance: 0.2),
      LayerMoments(width: 12, fanIn: 8, weightVariance: 0.2, biasVariance: 0),
      LayerMoments(width: 10, fanIn: 12, weightVariance: 0.2, biasVariance: 0.4),
    ]
    var draws = Draws(seed: 6)
    var variances = Sample()
    for _ in 0..<30_000 {
      var value = [1.0, 1, -1, 0.5]
      var lengths = Sample()
      for layer in layers {
        value = draws.layer(
          value, width: layer.width, weight: layer.weightVariance, bias: layer.biasVariance)
        lengths.add(squaredNorm(value) / Double(layer.width))
      }
      variances.add(lengths.variance)
    }
    #expect(abs(variances.z(expected(length: 3.25 / 4, layers))) < 4)
  }

  /// By NumPy: the raw recursion of E‖a‖², E‖a‖⁴ and E Σ a_i⁴ of what layers put out, from a random direction
  /// of as many dimensions as units and from a picture of 784 equal pixels, and a double sum over layers. Of
  /// 4 to 8 million nets that were drawn there, of random directions, it was 1.904 ± 0.023, 14.7 ± 0.6, 8.9 ±
  /// 0.5 and 1.229 ± 0.009.
  @Test(arguments: [
    (6, 8, 1.904_416_064_310_710, 2.003_073_619_101_906),
    (8, 5, 14.108_514_016_621_23, 15.542_542_650_484_44),
    (8, 6, 8.692_576_791_012_929, 9.379_687_237_750_133),
    (5, 8, 1.224_539_727_187_500, 1.287_373_591_334_502),
  ])
  func valuesForUniformWeightsFromAnIndependentProgram(depth: Int, width: Int, unit: Double, even: Double) {
    func variance(_ inputs: Int, _ input: InputMoments) -> Double {
      var layers = LayerMoments.fullyConnected(
        inputs: inputs, widths: Array(repeating: width, count: depth))
      for layer in layers.indices { layers[layer].weights = .independent(excess: -1.2) }
      return LayerVariance.expected(from: input, through: layers) / (input.length * input.length)
    }
    #expect(relativeError(variance(width, .unit(dimension: width)), unit) < 1e-12)
    #expect(relativeError(variance(784, InputMoments(Array(repeating: 0.5, count: 784))), even) < 1e-12)
  }

  private func expected(length: Double, _ layers: [LayerMoments]) -> Double {
    LayerVariance.expected(from: InputMoments(length: length, kurtosis: 1), through: layers)
  }

  private func fullyConnected(_ widths: [Int]) -> [LayerMoments] {
    LayerMoments.fullyConnected(inputs: 9, widths: widths)
  }
}
