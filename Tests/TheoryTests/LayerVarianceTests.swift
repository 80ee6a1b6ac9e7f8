import Foundation
import Testing
import Theory

@Suite struct LayerVarianceTests {
  @Test func oneLayerHasNoVariance() {
    #expect(LayerVariance.he(widths: [7]) == 0)
    #expect(abs(LayerVariance.expected(from: 1, through: fullyConnected([7]))) < 1e-15)
  }

  @Test func twoLayersByHand() {
    // E[(M_2 − M_1)²] / 4 = (P_2 − P_1) / 4 with P_1 = 2 and P_2 = 3.
    #expect(abs(LayerVariance.he(widths: [5, 10]) - 0.25) < 1e-15)
  }

  @Test func theClosedFormIsTheDoubleSum() {
    for widths in [[5, 10], [30, 10, 30, 10], Array(repeating: 15, count: 40)] {
      let sum = LayerVariance.expected(from: 0.3, through: fullyConnected(widths))
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
    // R is 2 χ²_1 or 0, so E[R²] = 6, E[R⁴] = 840, E[(R − 1)²] = 5, E[(R − 1)⁴] = 633, and V = M_1² (R − 1)² / 4.
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
    let theory = LayerVariance.expected(from: 3.25 / 4, through: layers)
    #expect(abs(variances.z(theory)) < 4)
  }

  private func fullyConnected(_ widths: [Int]) -> [LayerMoments] {
    LayerMoments.fullyConnected(inputs: 9, widths: widths)
  }
}
