/// The counter-based generator Philox4x32-10: a key and a counter give four random words, with no state between.
///
/// Source: Salmon, Moraes, Dror and Shaw 2011, *Parallel Random Numbers: As Easy as 1, 2, 3*.
package enum Philox {
  /// Four words.
  package typealias Words = (UInt32, UInt32, UInt32, UInt32)

  /// Four words at one counter.
  ///
  /// Halves are kept in 64-bit words, so that a loop over counters becomes vector products of 32 by 32 bits.
  @inline(__always)
  package static func words(key: UInt64, counter: Words) -> Words {
    let low: UInt64 = 0xFFFF_FFFF
    var (key0, key1) = (key & low, key >> 32)
    var (c0, c1) = (UInt64(counter.0), UInt64(counter.1))
    var (c2, c3) = (UInt64(counter.2), UInt64(counter.3))
    for _ in 0..<10 {
      let p0 = (c0 & low) &* 0xD251_1F53
      let p1 = (c2 & low) &* 0xCD9E_8D57
      (c0, c1, c2, c3) = ((p1 >> 32) ^ c1 ^ key0, p1 & low, (p0 >> 32) ^ c3 ^ key1, p0 & low)
      key0 = (key0 &+ 0x9E37_79B9) & low
      key1 = (key1 &+ 0xBB67_AE85) & low
    }
    return (
      UInt32(truncatingIfNeeded: c0), UInt32(truncatingIfNeeded: c1), UInt32(truncatingIfNeeded: c2),
      UInt32(truncatingIfNeeded: c3)
    )
  }
}
