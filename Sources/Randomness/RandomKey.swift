/// A name for a source of random numbers: what it draws depends on its path alone.
///
/// `RandomKey(seed: 7)["weights"]["block3.conv1"]` gives the same numbers whatever else was drawn, in whatever
/// order, by whichever thread. A key is a value; there is no generator state to save.
public struct RandomKey: Hashable, Sendable {
  let bits: UInt64

  /// Which part of the counter space a use of the key draws from, so that no two uses share a word.
  private enum Purpose: UInt32 {
    case name = 1
    case index = 2
  }

  /// The root of all keys of one seed.
  public init(seed: UInt64) {
    bits = Self.derive(from: 0x4B69_6E64_6C69_6E67, seed, .index)
  }

  /// The key of a `noise` number, for what can be handed a number alone.
  public init(noise: UInt64) {
    bits = noise
  }

  /// The key as a number.
  public var noise: UInt64 { bits }

  private init(bits: UInt64) {
    self.bits = bits
  }

  /// The child of this key with a name.
  public subscript(name: String) -> RandomKey {
    return RandomKey(bits: Self.derive(from: bits, stableHash(name), .name))
  }

  /// The child of this key with a number, such as an epoch.
  public subscript(index: Int) -> RandomKey {
    RandomKey(bits: Self.derive(from: bits, UInt64(bitPattern: Int64(index)), .index))
  }

  /// A generator that starts at this key's first number.
  public func stream() -> RandomStream {
    RandomStream(key: self)
  }

  /// The numbers 0 ..< `count` in a random order (Fisher and Yates).
  public func permutation(of count: Int) -> [Int32] {
    var order = (0..<Int32(count)).map { $0 }
    var stream = stream()
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, stream.next(below: last + 1))
    }
    return order
  }

  private static func derive(from bits: UInt64, _ what: UInt64, _ purpose: Purpose) -> UInt64 {
    let counter = (UInt32(truncatingIfNeeded: what), UInt32(what >> 32), 0 as UInt32, purpose.rawValue)
    let words = Philox.words(key: bits, counter: counter)
    return UInt64(words.0) | UInt64(words.1) << 32
  }
}
