import Foundation
import Numbers
import Randomness
import Testing

@Suite struct NormalsTests {
  private func draw(_ count: Int, _ fill: (RandomKey, inout MutableSpan<Real>) -> Void) -> [Double] {
    var values = [Real](repeating: 0, count: count)
    var span = values.mutableSpan
    fill(RandomKey(seed: 2)["draw"], &span)
    return values.map { Double($0) }
  }

  /// The z-scores of the first four moments against those of a law.
  private func zScores(_ values: [Double], _ moments: [Double], _ eighth: Double) -> [Double] {
    // moments: E[x²], E[x⁴], E[x⁶]; odd moments are zero.
    let n = Double(values.count)
    let powers = (1...4).map { power in values.reduce(0) { $0 + pow($1, Double(power)) } / n }
    return [
      powers[0] / (moments[0] / n).squareRoot(),
      (powers[1] - moments[0]) / ((moments[1] - moments[0] * moments[0]) / n).squareRoot(),
      powers[2] / (moments[2] / n).squareRoot(),
      (powers[3] - moments[1]) / ((eighth - moments[1] * moments[1]) / n).squareRoot(),
    ]
  }

  @Test func normalMoments() {
    let values = draw(1_000_000) { $0.fillNormal(&$1, deviation: 1) }
    for z in zScores(values, [1, 3, 15], 105) { #expect(abs(z) < 4) }
  }

  @Test func normalTails() {
    let values = draw(1_000_000) { $0.fillNormal(&$1, deviation: 1) }
    for (cut, probability) in [(1.0, 0.317_310_5), (2, 0.045_500_3), (3, 0.002_699_8), (4, 6.334e-5)] {
      let beyond = Double(values.count { abs($0) > cut })
      let expected = probability * Double(values.count)
      #expect(abs(beyond - expected) / (expected * (1 - probability)).squareRoot() < 4)
    }
  }

  @Test func neighboursAreUncorrelated() {
    let values = draw(1_000_000) { $0.fillNormal(&$1, deviation: 1) }
    for lag in [1, 2, 8, 16, 32, 48, 64] {
      let products = zip(values, values.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(products / Double(values.count - lag).squareRoot()) < 4)
    }
  }

  @Test func uniformMoments() {
    let values = draw(1_000_000) { $0.fillUniform(&$1, bound: 1) }
    for z in zScores(values, [1.0 / 3, 1.0 / 5, 1.0 / 7], 1.0 / 9) { #expect(abs(z) < 4) }
    #expect(values.allSatisfy { abs($0) < 1 })
  }

  /// E[x^2k] = (2k)! / 2^k.
  @Test func laplaceMoments() {
    let values = draw(1_000_000) { $0.fillLaplace(&$1, deviation: 1) }
    for z in zScores(values, [1, 6, 90], 2520) { #expect(abs(z) < 4) }
  }

  @Test func laplaceTails() {
    let values = draw(1_000_000) { $0.fillLaplace(&$1, deviation: 0.5) }
    for cut in [0.1, 1, 3, 6] {
      let probability = exp(-cut * 2.0.squareRoot())
      for sign in [-1.0, 1] {
        let beyond = Double(values.count { sign * $0 > cut / 2 })
        let expected = probability / 2 * Double(values.count)
        #expect(abs(beyond - expected) / expected.squareRoot() < 4)
      }
    }
  }

  @Test func truncatedNormalStaysWithinItsCut() {
    let values = draw(200_000) { $0.fillTruncatedNormal(&$1, deviation: 0.5, cut: 2) }
    #expect(values.allSatisfy { abs($0) <= 1 })
    let square = values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
    #expect(abs(square / (0.25 * 0.773_741_3) - 1) < 0.01)
  }

  @Test func normalsAreThePlainOnes() {
    let key = RandomKey(seed: 2)["draw"]
    var stream = key.stream()
    // Two draws of a stream are the four words of a counter.
    let counters = (0..<256).map { _ in (stream.next(), stream.next()) }
    let expected = (0..<1000).map { k in
      let words = counters[k / 64 * 16 + k % 16]
      let word = k % 64 < 32 ? words.0 : words.1
      let pair = PlainBoxMuller.pair(UInt32(truncatingIfNeeded: word), UInt32(word >> 32))
      return Double(Real(k % 32 < 16 ? pair.0 : pair.1) * 0.3)
    }
    #expect(draw(1000) { $0.fillNormal(&$1, deviation: 0.3) } == expected)
  }

  @Test func uniformsAreThePlainOnes() {
    var stream = RandomKey(seed: 2)["draw"].stream()
    let counters = (0..<256).map { _ in (stream.next(), stream.next()) }
    let expected = (0..<1000).map { k in
      let words = counters[k / 64 * 16 + k % 16]
      let word = UInt32(truncatingIfNeeded: (k % 64 < 32 ? words.0 : words.1) >> (k % 32 < 16 ? 0 : 32))
      return Double(Real((Float(Int32(bitPattern: word) >> 8) + 0.5) * 0x1p-23) * 0.3)
    }
    #expect(draw(1000) { $0.fillUniform(&$1, bound: 0.3) } == expected)
  }

  @Test func truncatedNormalsAreThePlainOnesDrawnAgain() {
    let key = RandomKey(seed: 2)["draw"]
    let fresh = (0..<10).flatMap { refill in
      var values = [Real](repeating: 0, count: 256)
      var span = values.mutableSpan
      key["redraw"][refill].fillNormal(&span, deviation: 1)
      return values
    }
    var spare = fresh.makeIterator()
    let expected = draw(3000) { $0.fillNormal(&$1, deviation: 1) }.map { first in
      var value = Real(first)
      while abs(value) > 1.3, let next = spare.next() { value = next }
      return Double(value * 0.5)
    }
    #expect(expected.allSatisfy { abs($0) <= 0.65 })
    #expect(draw(3000) { $0.fillTruncatedNormal(&$1, deviation: 0.5, cut: 1.3) } == expected)
  }

  @Test func aShorterSpanGetsTheSameNumbers() {
    let long = draw(1000) { $0.fillNormal(&$1, deviation: 1) }
    for count in [1, 7, 63, 64, 65, 129] {
      #expect(draw(count) { $0.fillNormal(&$1, deviation: 1) } == Array(long.prefix(count)))
    }
  }
}
