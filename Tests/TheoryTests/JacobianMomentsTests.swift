import Testing
import Theory

@Suite struct JacobianMomentsTests {
  private func he(_ inputs: Int, _ widths: [Int], _ outputs: Int, isRectified: Bool) -> JacobianMoments {
    let layers = LayerMoments.fullyConnected(inputs: inputs, widths: widths + [outputs])
    return JacobianMoments(
      hidden: Array(layers.dropLast()), output: layers[widths.count], isRectified: isRectified)
  }

  @Test func theClosedFormsOfThePaper() throws {
    let rectified = he(50, [20, 20, 20], 7, isRectified: true)
    #expect(relativeError(rectified.secondMoment, 1.0 / 50) < 1e-14)
    #expect(relativeError(try #require(rectified.kurtosis), 6 * 1.25 * 1.25 * 1.25) < 1e-14)
    let linear = he(50, [20, 20, 20], 7, isRectified: false)
    #expect(relativeError(linear.secondMoment, 2.0 / 50) < 1e-14)
    let kurtosis = try #require(linear.kurtosis)
    #expect(relativeError(kurtosis, 3 * 1.25 * 1.25 * 1.25) < 1e-14)
    #expect(relativeError(try #require(linear.annealedVariance), (kurtosis - 1) * 0.04 * 0.04) < 1e-12)
  }

  /// Of one entry there is no variance within a net.
  @Test func oneEntryHasNoQuenchedVariance() throws {
    for isRectified in [false, true] {
      let moments = he(1, [5, 8], 1, isRectified: isRectified)
      let (quenched, annealed) = (moments.quenchedVariance, moments.annealedVariance)
      #expect(abs(try #require(quenched)) < 1e-12 * (try #require(annealed)))
    }
  }

  @Test(arguments: [([Int](), false), ([6, 8], false), ([8, 12, 10], true), ([12, 9], true)])
  func simulatedNetsAgree(widths: [Int], isRectified: Bool) throws {
    let layers = LayerMoments.fullyConnected(inputs: 4, widths: widths + [3])
    let expected = JacobianMoments(
      hidden: Array(layers.dropLast()), output: layers[widths.count], isRectified: isRectified)
    var draws = Draws(seed: 5)
    var (squares, fourths, variances) = (Sample(), Sample(), Sample())
    for _ in 0..<20_000 {
      var value = draws.unitVector(4)
      var columns = (0..<4).map { p in (0..<4).map { $0 == p ? 1.0 : 0 } }
      for (number, layer) in layers.enumerated() {
        let weights = (0..<layer.width).map { _ in
          (0..<layer.fanIn).map { _ in layer.weightVariance.squareRoot() * draws.normal() }
        }
        func image(_ vector: [Double]) -> [Double] {
          weights.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
        }
        let isLinear = number == widths.count && !isRectified
        value = image(value)
        columns = columns.map { column in zip(image(column), value).map { $1 > 0 || isLinear ? $0 : 0 } }
        value = value.map { max($0, 0) }
      }
      let entries = columns.flatMap { $0.map { $0 * $0 } }
      let (square, fourth) = (entries.reduce(0, +) / 12, squaredNorm(entries) / 12)
      squares.add(square)
      fourths.add(fourth)
      variances.add(fourth - square * square)
    }
    #expect(abs(squares.z(expected.secondMoment)) < 4)
    let (quenched, annealed) = (expected.quenchedVariance, expected.annealedVariance)
    #expect(abs(fourths.z(try #require(expected.fourthMoment))) < 4)
    #expect(abs(variances.z(try #require(quenched))) < 4)
    #expect(try #require(quenched) < (try #require(annealed)))
  }

  /// Of leaky layers of uniform weights and biases, whose second moment is exact all the same.
  @Test func simulatedNetsOfAnotherLawHaveTheSecondMoment() {
    let slope = 0.3
    let layers = [(5, 4), (7, 5), (3, 7)].map {
      LayerMoments(
        width: $0, fanIn: $1, weightVariance: 0.4, biasVariance: 0.2, weights: .independent(excess: -1.2),
        biasExcess: -1.2, rectifier: Rectifier(slope: slope))
    }
    var draws = Draws(seed: 15)
    var squares = Sample()
    for _ in 0..<20_000 {
      var (value, column) = ([1.0, 0, -2, 0.5], [0.0, 1, 0, 0])
      for layer in layers {
        let weights = (0..<layer.width).map { _ in
          (0..<layer.fanIn).map { _ in layer.weightVariance.squareRoot() * draws.centred() }
        }
        func image(_ vector: [Double]) -> [Double] {
          weights.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
        }
        value = image(value).map { $0 + layer.biasVariance.squareRoot() * draws.centred() }
        column = zip(image(column), value).map { $1 > 0 ? $0 : slope * $0 }
        value = value.map { max($0, slope * $0) }
      }
      squares.add(squaredNorm(column) / 3)
    }
    let theory = JacobianMoments(
      hidden: Array(layers.dropLast()), output: layers[2], isRectified: true, isNormal: false)
    #expect(abs(squares.z(theory.secondMoment)) < 4)
    #expect(theory.kurtosis == nil && theory.quenchedVariance == nil && theory.fourthSpread == nil)
  }
}
