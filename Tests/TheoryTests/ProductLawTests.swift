import Foundation
import Numbers
import Testing
import Theory

@Suite struct ProductLawTests {
  /// P(ln (2/n) χ²_K ≤ x), summed over K ≥ 1 and its binomial weights.
  private func ofLayer(_ width: Int, _ x: Double) -> Double {
    var weight = pow(0.5, Double(width))
    var (sum, total) = (0.0, 0.0)
    for active in 1...width {
      weight *= Double(width - active + 1) / Double(active)
      sum += weight * IncompleteGamma.lower(Double(active) / 2, Double(width) / 4 * exp(x))
      total += weight
    }
    return sum / total
  }

  @Test(arguments: [1, 2, 5, 20, 100, 500])
  func ofOneLayerItIsTheMixture(width: Int) {
    let law = ProductLaw(widths: [width])
    let deviation = law.moments.variance.squareRoot()
    for z in stride(from: -4.0, through: 4, by: 0.5) {
      let x = law.moments.mean + z * deviation
      #expect(abs(law.cumulative(x) - ofLayer(width, x)) < 1e-9, "z \(z)")
    }
  }

  /// By numerical integration of one layer's density against the other's distribution function, scipy.integrate.quad of SciPy 1.17.1.
  @Test(arguments: [
    (
      [5, 3],
      [
        (-6, 0.05038663273482444), (-2, 0.3250790618898521), (0, 0.6961539690685997),
        (1.5, 0.9397402559594408),
      ]
    ),
    (
      [1, 1],
      [
        (-6, 0.07621712230107766), (-2, 0.32998114093022457), (0, 0.5902117958365991),
        (1.5, 0.8060516201870662),
      ]
    ),
  ])
  func ofTwoLayersItIsTheConvolution(widths: [Int], known: [(Double, Double)]) {
    let law = ProductLaw(widths: widths)
    for (x, expected) in known { #expect(abs(law.cumulative(x) - expected) < 1e-9) }
  }

  /// ∫ (1 − F) and the like over a grid.
  @Test(arguments: [[5, 5, 5, 5], [1, 20, 1, 20], [200, 300, 200]])
  func itHasTheMomentsOfItsLayers(widths: [Int]) {
    let law = ProductLaw(widths: widths)
    let deviation = law.moments.variance.squareRoot()
    let step = deviation / 20
    var (mean, square) = (0.0, 0.0)
    for place in -600..<300 {
      let (low, high) = (Double(place) * step, Double(place + 1) * step)
      let weight = law.cumulative(law.moments.mean + high) - law.cumulative(law.moments.mean + low)
      mean += weight * (low + high) / 2
      square += weight * (low * low + low * high + high * high) / 3
    }
    #expect(abs(mean) < 1e-4 * deviation)
    #expect(relativeError(square - mean * mean, law.moments.variance) < 2e-3)
  }

  @Test func farOutItIsZeroOrOne() {
    let law = ProductLaw(widths: [10, 10])
    #expect(law.cumulative(-70) < 1e-9)
    #expect(law.cumulative(30) == 1 || abs(law.cumulative(30) - 1) < 1e-9)
  }

  @Test func aSingleWeightsLayersAreOneUnitWide() {
    #expect(ProductLaw.widths(ofGradient: 0, [5, 6, 7]) == [1, 6, 7])
    #expect(ProductLaw.widths(ofGradient: 2, [5, 6, 7]) == [5, 1, 1])
  }
}
