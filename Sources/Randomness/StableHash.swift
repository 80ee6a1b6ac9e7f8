/// The FNV-1a hash of a text, the same in every process; Swift's own is seeded afresh in each.
///
/// Source: Fowler, Noll and Vo, 64-bit variant.
package func stableHash(_ text: String) -> UInt64 {
  text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
