import Forms
import Storage
import Testing

@Suite struct StoredJSONTests {
  @Test func aListOfNumbersIsWrittenAsAnyOther() throws {
    var numbers: [Double] = [
      0, -0.0, 1, -7, 0.1, 1e15, 1e16, 123_456_789_012_345_680, .leastNonzeroMagnitude,
      .greatestFiniteMagnitude,
    ]
    var bits: UInt64 = 1
    while numbers.count < 2000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = Double(bitPattern: bits)
      if number.isFinite { numbers.append(number) }
    }
    let list = [.null, .integer(0), .integer(.min), .integer(.max)] + numbers.map { JSONValue.number($0) }
    #expect(try StoredJSON.text(of: list) == StoredJSON.encode(list))
    #expect(StoredJSON.text(of: []) == "[]")
    for other: JSONValue in [.number(.infinity), .number(.nan), .text("1"), .flag(true), .list([])] {
      #expect(StoredJSON.text(of: [.integer(1), other]) == nil)
    }
  }
}
