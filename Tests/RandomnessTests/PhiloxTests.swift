import Randomness
import Testing

@Suite struct PhiloxTests {
  /// The known answers that come with the authors' own implementation.
  @Test func knownAnswers() {
    let all: UInt32 = 0xFFFF_FFFF
    let answers: [(UInt64, [UInt32], [UInt32])] = [
      (0, [0, 0, 0, 0], [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8]),
      (UInt64.max, [all, all, all, all], [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD]),
      (
        0x299F_31D0_A409_3822, [0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344],
        [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1]
      ),
    ]
    for (key, c, expected) in answers {
      let words = Philox.words(key: key, counter: (c[0], c[1], c[2], c[3]))
      #expect([words.0, words.1, words.2, words.3] == expected)
    }
  }
}
