import Testing
import Training

@Suite struct TFRecordTests {
  /// What TensorBoard 2.21's own `RecordWriter` writes for the same bytes.
  @Test func recordsAreThoseOfTensorBoard() {
    let abc: [UInt8] = [
      3, 0, 0, 0, 0, 0, 0, 0, 0xB0, 0x99, 0x49, 0x0E, 0x61, 0x62, 0x63, 0x6E, 0x57, 0xF1, 0x21,
    ]
    #expect(tfRecord(Array("abc".utf8)) == abc)
    #expect(tfRecord([]) == [0, 0, 0, 0, 0, 0, 0, 0, 0x29, 0x03, 0x98, 0x07, 0xD8, 0xEA, 0x82, 0xA2])
  }
}
