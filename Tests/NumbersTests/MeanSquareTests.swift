import Numbers
import Randomness
import TestSupport
import Testing

@Suite struct MeanSquareTests {
  /// Sums of whole numbers are exact in any order.
  @Test(arguments: [1, 2, 15, 16, 17, 31, 32, 100, 1000, 5120])
  func isTheNaiveMean(count: Int) {
    let numbers = OperationProbe.wholeNumbers(count, RandomKey(seed: 8))
    let naive = numbers.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(count)
    #expect(meanSquare(numbers.span) == naive)
  }

  @Test func sumsInDouble() {
    // Squares beyond Float, and a one that Float would lose beside 2²⁴.
    #expect(meanSquare([Real](repeating: 1e30, count: 20).span) > 0.999e60)
    let numbers: [Real] = [4096] + [Real](repeating: 0, count: 30) + [1]
    #expect(meanSquare(numbers.span) == 524_288.031_25)
    #expect(meanSquare(([.nan] + numbers).span).isNaN)
    #expect(meanSquare([Real]().span).isNaN)
  }
}
