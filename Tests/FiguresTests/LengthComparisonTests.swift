import Figures
import Lab
import Network
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
    // A hundred networks are in agreement with theory, and with others within a factor of 1.01 a layer and more.
    #expect(right.verdict == .undecided && right.logZ.map { abs($0) < 1e-6 } == true && right.meanZ == nil)
    #expect(try compare(Array(repeating: exp(typical + 2), count: 100), width: 4).verdict == .failed)
  }

  private func exp(_ x: Double) -> Double {
    (1...60).reduce((sum: 1.0, term: 1.0)) { ($0.sum + $0.term * x / Double($1), $0.term * x / Double($1)) }
      .sum
  }
}
