import Datasets
import Foundation
import TestSupport
import Testing

@Suite struct ChecksumTests {
  /// Source: FIPS 180-2, appendix B, and the well-known sum of nothing.
  @Test func knownSums() {
    #expect(
      Checksum(of: Array("abc".utf8)).hex
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(Checksum(of: []).hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      Checksum(of: [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)).hex
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func ofAFile() throws {
    let folder = try TemporaryDirectory()
    let bytes = [UInt8](repeating: 9, count: 600_001)
    #expect(try Checksum(ofFile: folder.write(bytes, to: "nines")) == Checksum(of: bytes))
    #expect(throws: DataError.self) { try Checksum(ofFile: folder["none"]) }
  }

  @Test func hexadecimalDigits() throws {
    let digits = String(repeating: "Ab", count: 32)
    #expect(try #require(Checksum(hex: digits)).hex == digits.lowercased())
    #expect(Checksum(hex: String(digits.dropLast())) == nil)
    #expect(Checksum(hex: digits.replacingOccurrences(of: "b", with: "g")) == nil)
    #expect(Checksum(hex: String(repeating: "０", count: 64)) == nil)
  }

  @Test func codesAsAString() throws {
    let sum = Checksum(of: [1])
    let data = try JSONEncoder().encode(sum)
    #expect(String(decoding: data, as: UTF8.self) == "\"\(sum.hex)\"")
    #expect(try JSONDecoder().decode(Checksum.self, from: data) == sum)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Checksum.self, from: Data("\"12\"".utf8))
    }
  }
}
