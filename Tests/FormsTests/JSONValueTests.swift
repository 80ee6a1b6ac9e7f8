import Forms
import Testing

@Suite struct JSONValueTests {
  private struct Point: Codable, Equatable {
    var x: Double
    var names: [String]
  }

  @Test func valuesBecomeTreesAndComeBack() throws {
    let point = Point(x: 0.1 + 0.2, names: ["a", ""])
    let tree = try JSONValue(encoding: point)
    #expect(tree == .object(["x": .number(0.1 + 0.2), "names": .list([.text("a"), .text("")])]))
    #expect(try tree.decoded(as: Point.self) == point)
  }

  @Test(arguments: [
    ("true", JSONValue.flag(true)), ("12", .integer(12)), ("1e3", .integer(1000)), ("-0.5", .number(-0.5)),
    ("[30,1e1]", .list([.integer(30), .integer(10)])), ("[]", .list([])), ("[a", .text("[a")),
    ("[[1]]", .text("[[1]]")), ("1e-400", .text("1e-400")), ("1/sqrt(L)", .text("1/sqrt(L)")),
    ("nan", .text("nan")),
  ])
  func aWordIsANumberWhereItReadsAsOne(word: String, value: JSONValue) {
    #expect(JSONValue(word: word) == value)
  }

  @Test func pathsLeadThroughObjects() {
    let value = JSONValue(.integer(3), at: ["a", "b"])
    #expect(value == .object(["a": .object(["b": .integer(3)])]))
    #expect(value.at(["a", "b"]) == .integer(3))
    #expect(value.at(["a", "c"]) == nil && value.at(["a", "b", "c"]) == nil)
    #expect(value.at([]) == value)
  }

  @Test func whatIsSaidStandsInThePlaceOfWhatWas() {
    let old = JSONValue.object(["a": .object(["b": .integer(1), "c": .flag(true)]), "d": .text("x")])
    let said = JSONValue.object(["a": .object(["b": .list([])]), "e": .null])
    #expect(
      old.overlaid(with: said)
        == .object([
          "a": .object(["b": .list([]), "c": .flag(true)]), "d": .text("x"), "e": .null,
        ]))
  }

  @Test func aSummaryIsWhatAReaderWouldWrite() {
    #expect(JSONValue.text("he-normal").summary == "he-normal")
    #expect(JSONValue.list([.text("a/b"), .number(0.5), .null]).summary == #"["a/b",0.5,null]"#)
    #expect(JSONValue.object(["b": .integer(1), "a": .integer(2)]).summary == #"{"a":2,"b":1}"#)
  }
}
