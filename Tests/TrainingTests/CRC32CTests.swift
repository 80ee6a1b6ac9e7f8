import Testing
import Training

@Suite struct CRC32CTests {
  /// Source: RFC 3720, appendix B.4; "123456789" is the usual check value of CRC-32C.
  @Test func knownSums() {
    #expect(crc32c([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(crc32c([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(crc32c([UInt8](0...31)) == 0x46DD_794E)
    #expect(crc32c([UInt8](0...31).reversed()) == 0x113F_DB5C)
    #expect(crc32c("123456789".utf8) == 0xE306_9283)
    #expect(crc32c([]) == 0)
  }
}
