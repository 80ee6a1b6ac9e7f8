import Foundation
import Network
import Numbers
import Randomness
import Testing

/// Every popular law on a layer whose fan-in and fan-out differ, and differ from the tensor's shape.
@Suite struct InitializerTests {
  private static let fans = Fans(fanIn: 90, fanOut: 250)
  private static let count = 400_000

  private func draw(_ initializer: Initializer, count: Int = count, units: Int = 400) -> [Double] {
    var weights = [Real](repeating: 0, count: count)
    var span = weights.mutableSpan
    initializer.fill(&span, units: units, fans: Self.fans, from: RandomKey(seed: 1)["weights"])
    return weights.map { Double($0) }
  }

  @Test(arguments: PopularInitialization.allCases)
  func meanAndVarianceAreWhatTheLawSays(named: PopularInitialization) {
    let law = named.initialization.weights
    guard !law.isOrthogonal, law.law != .identity else { return }
    let values = draw(law)
    let n = Double(values.count)
    let second = law.secondMoment(Self.fans)
    if second == 0 {
      #expect(values.allSatisfy { $0 == 0 })
      return
    }
    let mean = values.reduce(0, +) / n
    #expect(abs(mean / (second / n).squareRoot()) < 4)
    let square = values.reduce(0) { $0 + $1 * $1 } / n
    let fourth = values.reduce(0) { $0 + $1 * $1 * $1 * $1 } / n
    #expect(abs((square - second) / ((fourth - second * second) / n).squareRoot()) < 4)
    guard let excess = law.excessKurtosis else { return }
    // Of no law's w⁴ is the deviation more than √(105/9 − 1) of its mean, normal numbers'.
    #expect(abs(fourth / (second * second) / (3 + excess) - 1) < 4 * (96 / 9 / n).squareRoot())
  }

  /// By SciPy: stats.truncnorm(-2, 2).stats('k').
  @Test func excessKurtoses() throws {
    #expect(Initializer(.uniform, gain: 1).excessKurtosis == -1.2)
    #expect(Initializer(gain: 1).excessKurtosis == 0)
    #expect(Initializer(.laplace, gain: 1).excessKurtosis == 3)
    for corrected in [false, true] {
      let law = Initializer(.truncatedNormal(corrected: corrected), gain: 1)
      #expect(abs(try #require(law.excessKurtosis) + 0.634_463_282_870_35) < 1e-12)
    }
    for law in [Initializer(.orthogonal, gain: 1), Initializer(.deltaOrthogonal, gain: 1), .zero] {
      #expect(law.excessKurtosis == nil)
    }
  }

  /// The mean square of what is drawn, over shapes with more units or more columns, with and without filters:
  /// there is nothing random about it.
  @Test(
    arguments: [Initializer.Law.orthogonal, .deltaOrthogonal],
    [(4, 1, 3), (16, 1, 3), (5, 20, 3), (128, 3, 3), (7, 30, 1), (30, 7, 1), (6, 2, 2)])
  func orthogonalMomentsAreThoseOfTheDrawnMatrix(law: Initializer.Law, shape: (Int, Int, Int)) {
    let (units, channels, kernel) = shape
    let pixels = kernel * kernel
    let fans = Fans(fanIn: channels * pixels, fanOut: units * pixels, receptiveField: pixels)
    let initializer = Initializer(law, gain: 2)
    var weights = [Real](repeating: 0, count: units * channels * pixels)
    var span = weights.mutableSpan
    initializer.fill(&span, units: units, fans: fans, kernel: kernel, from: RandomKey(seed: 3))
    let square = weights.reduce(0) { $0 + Double($1) * Double($1) } / Double(weights.count)
    #expect(abs(square / initializer.secondMoment(fans) - 1) < 1e-5)

    var biases = [Real](repeating: 0, count: units)
    var biasSpan = biases.mutableSpan
    initializer.fill(&biasSpan, units: units, fans: fans, from: RandomKey(seed: 4))
    let biasSquare = biases.reduce(0) { $0 + Double($1) * Double($1) } / Double(units)
    #expect(abs(biasSquare / initializer.biasSecondMoment(fans) - 1) < 1e-5)
  }

  /// Each group of units is a matrix of its own, of the same moments.
  @Test(
    arguments: [Initializer.Law.orthogonal, .deltaOrthogonal],
    [(6, 3, 3, 2), (12, 1, 1, 4), (24, 1, 3, 2), (6, 1, 3, 6), (4, 8, 3, 2)])
  func groupsHaveTheMomentOfTheWhole(law: Initializer.Law, shape: (Int, Int, Int, Int)) {
    let (units, channels, kernel, groups) = shape
    let pixels = kernel * kernel
    let initializer = Initializer(law, gain: 2)
    let fans = Fans(
      fanIn: channels * pixels, fanOut: units * pixels, receptiveField: pixels, groups: groups)
    var weights = [Real](repeating: 0, count: units * channels * pixels)
    var span = weights.mutableSpan
    initializer.fill(
      &span, units: units, fans: fans, kernel: kernel, groups: groups, from: RandomKey(seed: 3))
    let size = weights.count / groups
    for group in 0..<groups {
      let own = weights[group * size..<(group + 1) * size]
      let square = own.reduce(0) { $0 + Double($1) * Double($1) } / Double(size)
      #expect(abs(square / initializer.secondMoment(fans) - 1) < 1e-5)
    }
  }

  @Test func variancesAreThoseOfTheLiterature() {
    func variance(_ named: PopularInitialization) -> Double {
      named.initialization.weights.secondMoment(Self.fans)
    }
    #expect(variance(.heNormal) == 2.0 / 90)
    #expect(variance(.heUniform) == 2.0 / 90)
    #expect(abs(variance(.heTruncated) - 0.774 * 2.0 / 90) < 1e-5)
    #expect(variance(.heTruncatedCorrected) == 2.0 / 90)
    #expect(variance(.heDoubled) == 4.0 / 90)
    #expect(variance(.lecunNormal) == 1.0 / 90)
    // Keras's and JAX's VarianceScaling divides the deviation by 0.87962566103423978 before it cuts.
    #expect(variance(.lecunTruncatedCorrected) == 1.0 / 90)
    #expect(variance(.glorotTruncatedCorrected) == 2.0 / 340)
    #expect(abs(Initializer.truncatedVariance.squareRoot() - 0.879_625_661_034_239_78) < 1e-15)
    #expect(variance(.glorotUniform) == 2.0 / 340)
    #expect(abs(variance(.pytorchDefault) - 1.0 / 270) < 1e-15)
  }

  @Test func uniformBoundsAreThoseOfPyTorch() {
    let bound = 1 / (90.0).squareRoot()
    let values = draw(PopularInitialization.pytorchDefault.initialization.weights)
    #expect(values.allSatisfy { abs($0) <= bound * (1 + 1e-6) })
    #expect(values.contains { abs($0) > 0.999 * bound })
  }

  @Test func truncatedLawsStayWithinTwoDeviations() {
    let nominal = (2.0 / 90).squareRoot()
    let plain = draw(PopularInitialization.heTruncated.initialization.weights)
    #expect(plain.allSatisfy { abs($0) <= 2.0001 * nominal })
    let corrected = draw(PopularInitialization.heTruncatedCorrected.initialization.weights)
    #expect(corrected.contains { abs($0) > 2.1 * nominal })
    // The widest that Keras and JAX draw: 2 / 0.8796 deviations.
    let bound = 2.0001 * (2.0 / 340).squareRoot() / 0.879_625_661_034_239_78
    let glorot = draw(PopularInitialization.glorotTruncatedCorrected.initialization.weights)
    #expect(glorot.allSatisfy { abs($0) <= bound } && glorot.contains { abs($0) > 0.999 * bound })
  }

  @Test func theVarianceOfATruncatedNormal() {
    // By Simpson's rule over [−2, 2], as a check on the closed form.
    func integral(_ f: (Double) -> Double) -> Double {
      let n = 2000
      let h = 4.0 / Double(n)
      return (0...n).reduce(0.0) { sum, i in
        let weight: Double = i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2
        return sum + weight * f(-2 + Double(i) * h)
      } * h / 3
    }
    let variance = integral { $0 * $0 * exp(-$0 * $0 / 2) } / integral { exp(-$0 * $0 / 2) }
    #expect(abs(variance - Initializer.truncatedVariance) < 1e-12)
  }

  @Test func orthogonalRowsHaveTheGainAsTheirLength() {
    let values = draw(Initializer(.orthogonal, gain: 2), count: 30 * 80, units: 30)
    for row in 0..<30 {
      let length = values[row * 80..<(row + 1) * 80].reduce(0) { $0 + $1 * $1 }
      #expect(abs(length - 2) < 1e-5)
    }
  }

  @Test func lawsSurviveJSON() throws {
    for named in PopularInitialization.allCases {
      let data = try JSONEncoder().encode(named.initialization)
      #expect(try JSONDecoder().decode(Initialization.self, from: data) == named.initialization)
    }
  }
}
