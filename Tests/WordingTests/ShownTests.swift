import Testing
import Wording

@Suite struct ShownTests {
  @Test(arguments: [
    ("depth", "depth"), ("", ""), ("‖act‖² 😀", "‖act‖² 😀"), ("two\nlines", "two\\nlines"),
    ("a\r\n\tb", "a\\r\\n\\tb"), ("\u{1B}[31mred\u{0}", "\\u{1B}[31mred\\u{0}"),
    ("\u{2028}\u{2029}\u{85}", "\\u{2028}\\u{2029}\\u{85}"), ("abc\u{202E}cba", "abc\\u{202E}cba"),
    ("👩‍🔬", "👩‍🔬"),
  ])
  func whatCannotBeSeenIsWrittenOut(text: String, shown: String) {
    #expect(text.shown() == shown)
    #expect(text.quoted == "'\(shown)'")
  }

  @Test func whatIsLongIsCut() {
    #expect(String(repeating: "x", count: 80).shown() == String(repeating: "x", count: 80))
    #expect(String(repeating: "x", count: 200_000).quoted == "'\(String(repeating: "x", count: 80))…'")
    #expect("abc".shown(2) == "ab…")
    // One character to a reader, of as many parts as one likes.
    let accents = "a" + String(repeating: "\u{301}", count: 100_000)
    #expect(accents.count == 1 && accents.shown().unicodeScalars.count == 81)
  }
}
