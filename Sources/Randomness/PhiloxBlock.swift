/// The words of `Philox` at counters 0, 1, 2, …, in vectors, 32 counters at once.
///
/// A round is a chain of instructions that wait for one another; enough counters side by side keep the processor busy
/// meanwhile.
package struct PhiloxBlock {
  private typealias Halves = SIMD8<UInt64>
  /// The four words of eight counters, each in the low half of 64 bits.
  private typealias Words = (Halves, Halves, Halves, Halves)

  /// The two key words of each round.
  private var roundKeys = InlineArray<20, UInt64>(repeating: 0)
  /// The even ones of the next 16 counters: even and odd ones are apart, so that in the end two vectors of halves
  /// make one of whole words. A vector from call to call, because the compiler takes one made afresh to pieces.
  private var counters = Halves(0, 2, 4, 6, 8, 10, 12, 14)

  /// The words of a key, from counter 0 on.
  package init(key: UInt64) {
    let low: UInt64 = 0xFFFF_FFFF
    var (key0, key1) = (key & low, key >> 32)
    for round in 0..<10 {
      roundKeys[2 * round] = key0
      roundKeys[2 * round + 1] = key1
      key0 = (key0 &+ 0x9E37_79B9) & low
      key1 = (key1 &+ 0xBB67_AE85) & low
    }
  }

  /// The words at the next 32 counters, in rows of 16 counters: the first words of 16 counters, their second, third
  /// and fourth words, and then the same of the other 16.
  @inline(__always)
  package mutating func nextWords<let rows: Int>(
    into words: inout InlineArray<rows, SIMD16<UInt32>>, at row: Int
  ) {
    precondition(row >= 0 && row + 8 <= rows, "eight rows from \(row) on are more than \(rows)")
    var a = Self.words(counters)
    var b = Self.words(counters &+ Halves(repeating: 1))
    var c = Self.words(counters &+ Halves(repeating: 16))
    var d = Self.words(counters &+ Halves(repeating: 17))
    counters &+= Halves(repeating: 32)
    // Not a loop: across one the compiler forgets that the upper halves do not matter.
    round(0, &a, &b, &c, &d)
    round(1, &a, &b, &c, &d)
    round(2, &a, &b, &c, &d)
    round(3, &a, &b, &c, &d)
    round(4, &a, &b, &c, &d)
    round(5, &a, &b, &c, &d)
    round(6, &a, &b, &c, &d)
    round(7, &a, &b, &c, &d)
    round(8, &a, &b, &c, &d)
    round(9, &a, &b, &c, &d)
    words[unchecked: row] = Self.whole(a.0, b.0)
    words[unchecked: row &+ 1] = Self.whole(a.1, b.1)
    words[unchecked: row &+ 2] = Self.whole(a.2, b.2)
    words[unchecked: row &+ 3] = Self.whole(a.3, b.3)
    words[unchecked: row &+ 4] = Self.whole(c.0, d.0)
    words[unchecked: row &+ 5] = Self.whole(c.1, d.1)
    words[unchecked: row &+ 6] = Self.whole(c.2, d.2)
    words[unchecked: row &+ 7] = Self.whole(c.3, d.3)
  }

  @inline(__always)
  private static func words(_ counters: Halves) -> Words {
    (counters & Halves(repeating: 0xFFFF_FFFF), counters &>> Halves(repeating: 32), .zero, .zero)
  }

  @inline(__always)
  private func round(
    _ number: Int, _ a: inout Words, _ b: inout Words, _ c: inout Words, _ d: inout Words
  ) {
    let key0 = Halves(repeating: roundKeys[unchecked: 2 &* number])
    let key1 = Halves(repeating: roundKeys[unchecked: 2 &* number &+ 1])
    a = Self.round(a, key0, key1)
    b = Self.round(b, key0, key1)
    c = Self.round(c, key0, key1)
    d = Self.round(d, key0, key1)
  }

  @inline(__always)
  private static func round(_ c: Words, _ key0: Halves, _ key1: Halves) -> Words {
    let low = Halves(repeating: 0xFFFF_FFFF)
    let half = Halves(repeating: 32)
    let p0 = (c.0 & low) &* Halves(repeating: 0xD251_1F53)
    let p1 = (c.2 & low) &* Halves(repeating: 0xCD9E_8D57)
    return ((p1 &>> half) ^ c.1 ^ key0, p1 & low, (p0 &>> half) ^ c.3 ^ key1, p0 & low)
  }

  @inline(__always)
  private static func whole(_ even: Halves, _ odd: Halves) -> SIMD16<UInt32> {
    let both = even & Halves(repeating: 0xFFFF_FFFF) | odd &<< Halves(repeating: 32)
    return unsafeBitCast(both, to: SIMD16<UInt32>.self)
  }
}
