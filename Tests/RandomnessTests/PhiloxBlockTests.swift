import Randomness
import Testing

@Suite struct PhiloxBlockTests {
  @Test(arguments: [0, 0x299F_31D0_A409_3822, UInt64.max])
  func givesTheWordsOfEveryCounter(key: UInt64) {
    var generator = PhiloxBlock(key: key)
    var rows = InlineArray<16, SIMD16<UInt32>>(repeating: .zero)
    for round in 0..<3 {
      generator.nextWords(into: &rows, at: 0)
      generator.nextWords(into: &rows, at: 8)
      for k in 0..<64 {
        let words = Philox.words(key: key, counter: (UInt32(64 * round + k), 0, 0, 0))
        let (row, lane) = (k / 16 * 4, k % 16)
        #expect(rows[row][lane] == words.0)
        #expect(rows[row + 1][lane] == words.1)
        #expect(rows[row + 2][lane] == words.2)
        #expect(rows[row + 3][lane] == words.3)
      }
    }
  }
}
