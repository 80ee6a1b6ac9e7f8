import Figures
import Lab
import Network
import Numbers
import Testing

@Suite struct LengthComparisonTests {
  /// He networks of three layers of 50, whose lengths are as said.
  private func compare(_ lengths: [Double], width: Int = 50) throws -> LengthComparison {
    let trial = LengthTrial(
      architecture: .fullyConnected(FullyConnected(.constant, depth: 3, widths: [width])),
      initialization: PopularInitialization.heNormal.initialization, input: .unit(dimension: width),
      networks: lengths.count, seed: 1)
    var summary = LengthSummary()
    for length in lengths { summary.add(length) }
    return LengthComparison("he-normal", layer: 2, summary, growths: nil, try trial.prediction(on: .empty))
  }

  /// Wide networks, whose mean length is known to a thousandth; the mean of the logarithms is what it is.
  @Test func lengthsAboutTheExpectationHold() throws {
    let typical = try compare([1], width: 1000).expectedLogMean ?? 0
    let lengths = (0..<1000).map { exp(typical + 0.2 * (Double($0) / 999 - 0.5)) }
    let comparison = try compare(lengths, width: 1000)
    #expect(comparison.verdict == .held)
    #expect(comparison.expectedMean == 1)
    #expect(abs(comparison.mean - 1) < 0.01)
  }

  /// Of other activations than rectifiers the first order in 1/width is held to what is measured; where it tells nothing, the
  /// limit of great width stands beside it without a verdict.
  @Test func otherActivationsAreKnownToTheFirstOrder() throws {
    func compare(_ network: FullyConnected, networks: Int) throws -> LengthComparison {
      let trial = LengthTrial(
        architecture: .fullyConnected(network),
        initialization: PopularInitialization.heUniform.initialization, input: .unit(dimension: 30),
        networks: networks, seed: 3)
      return LengthGroup([], trial, [try trial.run(on: .empty)], try trial.prediction(on: .empty))
        .comparison()
    }
    let tanh = FullyConnected(.constant, depth: 4, widths: [30], activation: .tanh)
    let found = try compare(tanh, networks: 20_000)
    #expect(found.verdict == .held && found.wideMean == nil && abs(found.meanZ ?? 9) < 4)
    let narrow = FullyConnected(
      .constant, depth: 10, widths: [10], activation: try #require(Activation(rawValue: "gelu")))
    let vague = try compare(narrow, networks: 100)
    #expect(vague.expectedMean == nil && vague.meanZ == nil && vague.verdict == .undecided)
    #expect(vague.wideMean.map { $0 > 0 } == true)
  }

  @Test func lengthsElsewhereFail() throws {
    #expect(try compare(Array(repeating: 1.2, count: 1000)).verdict == .failed)
    #expect(try compare(Array(repeating: 0, count: 1000)).verdict == .failed)
  }

  @Test func fewNetworksDecideNothing() throws {
    #expect(try compare([1, 1.1, 0.9]).verdict == .undecided)
  }

  /// Three layers of 4 have a standard deviation of 3.2 means, so 100 of them say nothing of the mean.
  @Test func logarithmsDecideWhereTheMeanCannot() throws {
    let typical = try compare([1], width: 4).expectedLogMean ?? 0
    let right = try compare(Array(repeating: exp(typical), count: 100), width: 4)
    // A hundred networks are in agreement with theory, and with others within a factor of 1.01 a layer and
    // more.
    #expect(right.verdict == .undecided && right.logZ.map { abs($0) < 1e-6 } == true && right.meanZ == nil)
    #expect(try compare(Array(repeating: exp(typical + 2), count: 100), width: 4).verdict == .failed)
  }

  /// Networks so deep that no mean is in the range of numbers; lengths are said by their logarithms over the
  /// theory's.
  private func compareDeep(_ name: String, _ off: Double, depth: Int = 1200) throws -> LengthComparison {
    let trial = LengthTrial(
      architecture: .fullyConnected(FullyConnected(.constant, depth: depth, widths: [40])),
      initialization: try #require(Initialization(named: name)), input: .unit(dimension: 40), networks: 50,
      seed: 1)
    let prediction = try trial.prediction(on: .empty)
    let logarithm = (prediction.logLengths?.last?.mean ?? -900) + off
    let exponent = (logarithm / 0.693_147_180_559_945_3).rounded()
    var summary = LengthSummary()
    for _ in 0..<50 { summary.add(ScaledNumber(1, exponent: Int(exponent))) }
    return LengthComparison(name, layer: depth - 1, summary, growths: nil, prediction)
  }

  @Test(arguments: ["lecun-normal", "he-doubled"])
  func beyondTheRangeOfNumbersLogarithmsDecide(name: String) throws {
    let comparison = try compareDeep(name, 0)
    #expect(comparison.verdict == .held)
    #expect(comparison.meanZ == nil && comparison.dead == 0)
    #expect(comparison.mean == (name == "he-doubled" ? .infinity : 0))
    #expect(try compareDeep(name, 30).verdict == .failed)
    let table = LengthTable([comparison]).table("").text
    #expect(table.contains(name == "he-doubled" ? "> 1e+308" : "< 1e-307") && !table.contains("nan"))
  }

  @Test func beyondItAndWithoutLogarithmsNothingDecides() throws {
    #expect(try compareDeep("lecun-uniform", 0).verdict == .undecided)
    #expect(try compareDeep("he-uniform", 1800).verdict == .undecided)
  }

  @Test func zeroWeightsHaveNoLength() throws {
    let trial = LengthTrial(
      architecture: .fullyConnected(FullyConnected(.constant, depth: 2, widths: [4])),
      initialization: try #require(Initialization(named: "constant:0")), input: .unit(dimension: 4),
      networks: 3, seed: 1)
    let measured = try trial.run(on: .empty)
    let comparison = LengthComparison(
      "zero", layer: 1, measured.layers[1], growths: measured.growths, try trial.prediction(on: .empty))
    #expect(comparison.verdict == .held && comparison.dead == 3 && comparison.logZ == nil)
  }

  private func exp(_ x: Double) -> Double {
    (1...60).reduce((sum: 1.0, term: 1.0)) { ($0.sum + $0.term * x / Double($1), $0.term * x / Double($1)) }
      .sum
  }
}
