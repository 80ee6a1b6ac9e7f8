import Forms
import Testing

@Suite struct ValueFormTests {
  /// A shape: a circle of a radius, or a box of sides.
  private let shape = ValueForm.family([
    .init("circle", standard: .object(["radius": .integer(1)]), [.init("radius", .count(least: 1), "")]),
    .init("box", [.init("sides", .list(.number(in: 0...10), least: 2), "", short: "side")]),
  ])

  private func drawing() -> ValueForm {
    .record([
      .init("name", .words("a name"), "What it is called.", isRequired: true),
      .init("shape", .named("shape", shape), "The shape."),
      .init("size", .choice([.init("cm", .count(least: 1), ""), .init("inch", .count(least: 1), "")]), ""),
    ])
  }

  private func merged(_ text: String, into base: String? = nil) throws -> JSONValue {
    let base = try base.map { try #require(JSONValue(json5: $0)) }
    return try drawing().merging(try #require(JSONValue(json5: text)), into: base)
  }

  @Test func whatIsNotGivenIsTheStandards() throws {
    let value = try merged("{name: 'a', shape: {kind: 'circle'}}")
    #expect(value.at(["shape", "radius"]) == .integer(1))
    // The first kind goes without saying; another kind takes nothing over from it.
    let other = try merged("{shape: {kind: 'box', sides: [1, 2]}}", into: "{name: 'a', shape: {radius: 4}}")
    #expect(other["name"] == .text("a"))
    #expect(other.at(["shape", "radius"]) == nil)
    #expect(
      try merged("{shape: {}}", into: "{name: 'a', shape: {radius: 4}}").at(["shape", "radius"])
        == .integer(4))
  }

  @Test(arguments: [
    ("{}", "name: expected a name, found nothing"),
    ("{name: ''}", "name: expected a name, found ''"),
    ("{name: 'a', colour: 1}", "colour: expected a field of name, shape, size, found 'colour'"),
    ("{name: 'a', shape: {radius: 0}}", "shape.radius: expected a whole number of at least 1, found 0"),
    ("{name: 'a', shape: {kind: 'ball'}}", "shape.kind: expected one of circle, box, found 'ball'"),
    (
      "{name: 'a', shape: {kind: 'box', sides: [1, 11]}}",
      "shape.sides[1]: expected a number from 0.0 to 10.0, found 11"
    ),
    (
      "{name: 'a', shape: {kind: 'box', sides: [1]}}",
      "shape.sides: expected a list of at least 2, each a number from 0.0 to 10.0, found [1]"
    ),
    (
      "{name: 'a', size: {cm: 1, inch: 1}}",
      "size: expected an object of one of cm, inch, found {\"cm\":1,\"inch\":1}"
    ),
  ])
  func theFirstFaultIsToldWithItsPlace(text: String, message: String) throws {
    #expect {
      _ = try merged(text)
    } throws: { "\($0)" == message }
  }

  @Test func aSchemaSaysFormsWithNamesOnce() {
    #expect(
      drawing().schema.at(["properties", "shape", "allOf"])
        == .list([.object(["$ref": .text("#/$defs/shape")])]))
    #expect(drawing().schema["required"] == .list([.text("name")]))
    #expect(Array(drawing().definitions.keys) == ["shape"])
  }

  /// A field is found under its own kind alone, and a short name of a list gives a list of one.
  @Test func fieldsStandInTheirPlaces() throws {
    let value = try merged("{name: 'a', shape: {kind: 'box', sides: [1, 2]}, size: {cm: 3}}")
    let fields = drawing().fields(in: value)
    func field(_ path: String) throws -> FormField {
      try #require(fields.first { $0.path.joined(separator: ".") == path })
    }
    #expect(fields.map { $0.path.joined(separator: ".") }.contains("shape.kind"))
    let (sides, radius) = (try field("shape.sides"), try field("shape.radius"))
    #expect(sides.isPart(of: value) && !radius.isPart(of: value))
    #expect(sides.standard == .list([.integer(1), .integer(2)]) && radius.standard == .integer(1))
    #expect(sides.shortChange(to: .integer(5)) == JSONValue(.list([.integer(5)]), at: ["shape", "sides"]))
    // What is chosen stands in the place of what was.
    let inches = try field("size.inch").change(to: .integer(2))
    #expect(value.overlaid(with: inches, choosingAmong: fields)["size"] == .object(["inch": .integer(2)]))
  }
}
