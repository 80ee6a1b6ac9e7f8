import Testing
import Wording

@Suite struct NumbersWordTests {
  @Test(arguments: [("1e3", 1000), ("-2e1", -20), ("12", 12), ("1.5e1", 15)])
  func wholeNumbers(word: String, value: Int) {
    #expect(Int(word: word) == value)
  }

  @Test(arguments: ["1.0", "1e-3", "1.55e1", "1e400", "9e18x", "", "0x1e2", "nan", "1e19"])
  func noWholeNumbers(word: String) {
    #expect(Int(word: word) == nil)
  }

  @Test(arguments: [("0", 0.0), ("0e-400", 0), ("1e-300", 1e-300), ("0.0", 0), ("-3.5", -3.5)])
  func numbers(word: String, value: Double) {
    #expect(Double(word: word) == value)
  }

  /// What is too small for a Double is not quietly zero.
  @Test(arguments: ["1e-400", "-0.1e-500", "inf", "nan", "1e400", "", "1,5"])
  func noNumbers(word: String) {
    #expect(Double(word: word) == nil)
  }
}
