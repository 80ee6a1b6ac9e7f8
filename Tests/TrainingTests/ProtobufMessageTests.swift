import Testing
import Training

@Suite struct ProtobufMessageTests {
  private func bytes(_ fill: (inout ProtobufMessage) -> Void) -> [UInt8] {
    var message = ProtobufMessage()
    fill(&message)
    return message.bytes
  }

  /// Source: protobuf.dev, Encoding; the fixed widths are IEEE 754's bits, the lowest byte first.
  @Test func valuesAreEncodedAsTheFormatSays() {
    #expect(bytes { $0.add(150, as: 1) } == [0x08, 0x96, 0x01])
    #expect(bytes { $0.add(0, as: 1) } == [0x08, 0x00])
    #expect(bytes { $0.add(-1, as: 1) } == [0x08] + Array(repeating: 0xFF, count: 9) + [0x01])
    #expect(bytes { $0.add("testing", as: 2) } == [0x12, 0x07] + Array("testing".utf8))
    #expect(bytes { $0.add(1.0, as: 1) } == [0x09, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F])
    #expect(bytes { $0.add(Float(-2), as: 2) } == [0x15, 0, 0, 0, 0xC0])
    #expect(bytes { $0.add(1, as: 16) } == [0x80, 0x01, 0x01])
  }

  @Test func messagesNest() {
    var inner = ProtobufMessage()
    inner.add(150, as: 1)
    #expect(bytes { $0.add(inner, as: 3) } == [0x1A, 0x03, 0x08, 0x96, 0x01])
    #expect(bytes { $0.add(ProtobufMessage(), as: 2) } == [0x12, 0x00])
  }

  @Test func longTextsHaveLongLengths() {
    let text = String(repeating: "x", count: 300)
    #expect(bytes { $0.add(text, as: 1) } == [0x0A, 0xAC, 0x02] + Array(text.utf8))
  }
}
