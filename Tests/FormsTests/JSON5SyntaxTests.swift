import Forms
import Foundation
import Testing

@Suite struct JSON5SyntaxTests {
  /// Whether Foundation reads a text.
  private func foundationReads(_ text: String) -> Bool {
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    return (try? decoder.decode(JSONValue.self, from: Data(text.utf8))) != nil
  }

  /// On these Foundation's decoder ends the program, or reads what is no number.
  @Test(arguments: ["0x0x", "[0x1,\n 0x0x1]", "0x+1", "0x-1", "-0x-0"])
  func signsWithinHexadecimalsAreFaults(text: String) {
    #expect(JSON5Syntax.faultyLine(of: text) != nil)
    #expect(JSONValue(json5: text) == nil)
  }

  /// The line of the fault; nil where Foundation reads the text.
  @Test(arguments: [
    ("", 1), ("\n\n", 3), ("{\n a: 1,\n b 2\n}", 3), ("{\n a: 1\n b: 2\n}", 3), ("{\n a: 'x\n b: 2\n}", 2),
    ("{\n a: 1,\n b: 2\n", 4), ("{\n a: 1,\n /* b: 2\n}", 3), ("{a: 1}\n{b: 2}\n", 2), ("{\n a: tru,\n}", 2),
    ("{\r\n a: 1,\r\n b 2\r\n}", 3), ("{\n a: 1,\n ]", 3), ("[1,\n 1e999]", 2), ("[,]", 1), ("{1: 2}", 1),
    ("[1 2]", 1), ("{\n'é': 1,\n ü 3}", 3), ("[0x]", 1), ("[\n'\\u00e9',\n--1]", 3),
    ("\n" + String(repeating: "[", count: 600), 2),
  ])
  func theFirstFaultyLineIsFound(text: String, line: Int) {
    #expect(!foundationReads(text))
    #expect(JSON5Syntax.faultyLine(of: text) == line)
  }

  /// What Foundation reads has no fault.
  @Test(arguments: [
    "1", "-1.5e-3", "+1", ".5", "5.", "0x1F", "null", "true", "'it'", #""a\"b""#, "[]", "{}", "[1,]",
    "{a: 1,}",
    "// one\n[1, /* two */ 2] // three", "{$a_1: [{}, [], {b: 'c'}], 'd e': null}", "\u{FEFF}[1]",
    "['a\\\nb']",
    "{é: 1}", "[Infinity, -Infinity]",
  ])
  func whatIsSoundHasNone(text: String) {
    #expect(JSONValue(json5: text) != nil)
    #expect(JSON5Syntax.faultyLine(of: text) == nil)
  }

  /// Foundation makes zero of them.
  @Test(arguments: ["1e-400", "-0.01e-330"]) func numbersTooSmallForADoubleAreNone(number: String) {
    #expect(JSON5Syntax.faultyLine(of: "[0, 0e-400,\n \(number)]") == 2)
  }

  /// Twice the lines take twice as long, where it was four times: a million lines took hours.
  @Test func manyLinesTakeLittle() {
    let text = "[\n" + String(repeating: "1,\n", count: 1_000_000) + "x y]"
    let time = ContinuousClock().measure { #expect(JSON5Syntax.faultyLine(of: text) == 1_000_002) }
    #expect(time < .seconds(20), "\(time)")
  }
}
