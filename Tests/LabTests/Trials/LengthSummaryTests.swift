import Foundation
import Lab
import Numbers
import Testing

@Suite struct LengthSummaryTests {
  private func summary(_ lengths: [ScaledNumber]) -> LengthSummary {
    lengths.reduce(into: LengthSummary()) { $0.add($1) }
  }

  private func json(_ summary: LengthSummary) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(summary), as: UTF8.self)
  }

  private func decode(_ text: String) throws -> LengthSummary {
    try JSONDecoder().decode(LengthSummary.self, from: Data(text.utf8))
  }

  /// As earlier versions summed, and wrote.
  @Test func inRangeItIsWhatItWas() throws {
    let lengths = [0.7, 0, 1e-140, 3e120, 1.9, 2e-5]
    var (sum, squares, logs, logSquares) = (0.0, 0.0, 0.0, 0.0)
    for length in lengths {
      sum += length
      squares += length * length
      if length > 0 {
        logs += log(length)
        logSquares += log(length) * log(length)
      }
    }
    let all = summary(lengths.map { ScaledNumber($0) })
    #expect((all.count, all.dead, all.mean) == (6, 1, sum / 6))
    #expect(all.meanSquare == squares / 6 && all.logMean == logs / 5)
    let text =
      #"{"count":6,"dead":1,"logSum":\#(logs),"logSumOfSquares":\#(logSquares),"sum":\#(sum),"#
      + #""sumOfSquares":\#(squares)}"#
    #expect(try json(all) == text)
    #expect(try decode(text) == all)
  }

  /// Lengths 1, 2 and 3, over 2^shift: all that is measured goes with it.
  @Test(arguments: [-5000, -1433, -1074, -1022, -700, -400, 0, 300, 511, 512, 700, 1023, 1400])
  func momentsAreThoseOfAnySize(shift: Int) throws {
    let plain = summary([1, 2, 3].map { ScaledNumber($0) })
    let moved = summary([1, 2, 3].map { ScaledNumber($0, exponent: shift) })
    #expect(moved.scaledMean == ScaledNumber(2, exponent: shift))
    #expect(moved.mean == ScaledNumber(2, exponent: shift).value)
    #expect(moved.relativeError == plain.relativeError)
    #expect(abs(moved.logMean - plain.logMean - Double(shift) * log(2)) < 1e-9)
    #expect(moved.dead == 0)
    #expect(moved.hasPlainMean == (-1023..<1023).contains(shift))
    #expect(try decode(json(moved)) == moved)
    var pooled = moved
    pooled.add(LengthSummary())
    pooled.add(moved)
    #expect(pooled.scaledMean == moved.scaledMean && pooled.count == 6)
  }

  @Test func whatIsSmallBesideTheRestIsLost() {
    let (small, large) = (ScaledNumber(1.5, exponent: -1500), ScaledNumber(0.5))
    #expect(summary([small, large]).mean == 0.25)
    #expect(summary([small, large]) == summary([large, small]))
    let huge = ScaledNumber(1, exponent: 3000)
    #expect(summary([huge, small, large]).scaledMean == ScaledNumber(1.0 / 3, exponent: 3000))
    #expect(
      summary([ScaledNumber(0), small, ScaledNumber(0)]).scaledMean == ScaledNumber(0.5, exponent: -1500))
  }

  @Test func whatIsInfiniteIsNoNumber() {
    let lengths = summary([ScaledNumber(1, exponent: -3000), ScaledNumber(.infinity), ScaledNumber(2)])
    #expect(lengths.mean == .infinity && !lengths.hasPlainMean)
    #expect(lengths.count == 3 && lengths.dead == 0)
  }

  /// Earlier versions wrote infinite sums of squares, and none where they had become zero.
  @Test func whatEarlierVersionsLostStaysLost() throws {
    let text = #"{"count":4,"dead":1,"logSum":-9,"logSumOfSquares":30,"sum":1e-200,"sumOfSquares":0}"#
    let old = try decode(text)
    #expect((old.count, old.dead, old.mean, old.logMean) == (4, 1, 2.5e-201, -3))
    #expect(old.standardError == 0)
    #expect(try json(old) == text)
  }
}
