/// The numbers of one `RandomKey`, one after another.
public struct RandomStream: RandomNumberGenerator, Sendable {
  private let key: UInt64
  private var counter: UInt64 = 0
  private var spare: UInt64?

  init(key: RandomKey) {
    self.key = key.bits
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    if let spare {
      self.spare = nil
      return spare
    }
    let words = Philox.words(
      key: key, counter: (UInt32(truncatingIfNeeded: counter), UInt32(counter >> 32), 0, 0))
    counter += 1
    spare = UInt64(words.2) | UInt64(words.3) << 32
    return UInt64(words.0) | UInt64(words.1) << 32
  }

  /// A number in 0 ..< `bound`, its bias below `bound` / 2⁶⁴; one draw each, so that positions can be counted.
  public mutating func next(below bound: Int) -> Int {
    precondition(bound > 0, "a bound must be positive, not \(bound)")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number in [0, 1) with 53 random bits.
  public mutating func nextUnit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }
}
