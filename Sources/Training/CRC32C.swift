/// The CRC-32C (Castagnoli) of some bytes, which TFRecord files carry (RFC 3720, section 12.1).
package func crc32c(_ bytes: some Sequence<UInt8>) -> UInt32 {
  ~bytes.reduce(.max) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
}

/// What eight shifts through the polynomial 0x1EDC6F41, its bits reversed, make of each byte.
private let table: [UInt32] = (0..<256).map { byte in
  (0..<8).reduce(byte) { remainder, _ in remainder >> 1 ^ (remainder & 1) * 0x82F6_3B78 }
}
