import Foundation
import Testing
import Theory

@Suite struct JacobianMomentsDistortionTests {
  private func he(_ widths: [Int], isRectified: Bool = true) -> JacobianMoments {
    let layers = LayerMoments.fullyConnected(inputs: widths[0], widths: widths)
    return JacobianMoments(
      hidden: Array(layers.dropLast()), output: layers[widths.count - 1], isRectified: isRectified)
  }

  /// What was computed and simulated elsewhere before this was written.
  @Test(arguments: [(10, 3, 0.819), (10, 8, 0.587), (20, 6, 0.824)])
  func theCheckedValues(width: Int, depth: Int, expected: Double) throws {
    let length = try #require(he(Array(repeating: width, count: depth)).distortion(dimension: 1))
    #expect(abs(length - expected) < 0.0005)
  }

  /// Second moments have closed forms: of lengths what He's variance keeps, of areas Π (1 − 1/n); the fourth of lengths is
  /// that of the activations; and E area = Π (1 − 2 (1 − 2^−n) / n).
  @Test(arguments: [[5, 5], [7, 12, 3], [100, 1500]]) func closedForms(widths: [Int]) throws {
    let moments = he(widths)
    let ratio = Double(widths[widths.count - 1]) / Double(widths[0])
    func product(_ factor: (Double) -> Double) -> Double { widths.reduce(1) { $0 * factor(Double($1)) } }
    for (dimension, power, expected) in [
      (1, 2, ratio), (1, 4, ratio * ratio * product { 1 + 5 / $0 }),
      (2, 1, ratio * product { 1 - 2 * (1 - exp2(-$0)) / $0 }),
      (2, 2, ratio * ratio * product { 1 - 1 / $0 }),
    ] {
      let moment = try #require(moments.distortion(dimension: dimension, power: Double(power)))
      #expect(relativeError(moment, expected) < 1e-11)
    }
  }

  /// Few units keep no volume: of one, no area at all.
  @Test func narrowLayersFlatten() {
    #expect(he([5, 1, 5]).distortion(dimension: 2) == 0)
    #expect(he([5, 2, 5]).distortion(dimension: 3) == 0)
  }

  /// Vectors taken through layers drawn weight by weight, at an input that has nothing to do with them, with biases too.
  @Test(arguments: [([8, 12, 10], true), ([6, 9, 3], false)])
  func simulatedNetsAgree(widths: [Int], isRectified: Bool) throws {
    let expected = he(widths, isRectified: isRectified)
    let layers = expected.hidden + [expected.output]
    var draws = Draws(seed: 6)
    var (lengths, areas, cubes) = (Sample(), Sample(), Sample())
    for _ in 0..<20_000 {
      var value = draws.unitVector(widths[0])
      let first = draws.unitVector(widths[0])
      var columns = [first, draws.unitVector(widths[0])]
      let start = area(columns)
      for (number, layer) in layers.enumerated() {
        let isLinear = number + 1 == layers.count && !isRectified
        let weights = (0..<layer.width).map { _ in
          (0..<layer.fanIn).map { _ in layer.weightVariance.squareRoot() * draws.normal() }
        }
        func image(_ vector: [Double]) -> [Double] {
          weights.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
        }
        value = image(value).map { $0 + 0.5 * draws.normal() }
        columns = columns.map { column in zip(image(column), value).map { $1 > 0 || isLinear ? $0 : 0 } }
        value = value.map { max($0, 0) }
      }
      let length = squaredNorm(columns[0]).squareRoot()
      lengths.add(length)
      cubes.add(length * length * length)
      areas.add(area(columns) / start)
    }
    for (sample, dimension, power) in [(lengths, 1, 1), (cubes, 1, 3), (areas, 2, 1)] {
      let moment = try #require(expected.distortion(dimension: dimension, power: Double(power)))
      #expect(abs(sample.z(moment)) < 4)
    }
  }

  private func area(_ columns: [[Double]]) -> Double {
    let product = zip(columns[0], columns[1]).reduce(0) { $0 + $1.0 * $1.1 }
    return max(0, squaredNorm(columns[0]) * squaredNorm(columns[1]) - product * product).squareRoot()
  }
}
